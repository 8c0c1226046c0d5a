"""The rules that a ballot, a key, an archive must keep, each with its sentence in Chinese and in English."""

from enum import Enum


class Rule(Enum):
    """One rule: its code, and what is wrong when it is broken. Sources: docs/ballots.md, section by section."""

    # archives: bytes and events
    ARCHIVE = ("archive", "存档文件的格式不规范", "the file is not laid out as an archive")
    NAME = ("name", "存档中的内容与其名称（校验值）不符", "something in the archive does not match its hash")
    LEFT_OVER = (
        "left-over",
        "存档中有多余或缺少的内容",
        "something is in the archive that no event asks for, or lacking",
    )
    CHAIN = ("chain", "存档的事件链断裂", "the chain of events is broken")
    ORDER = ("order", "存档的事件次序不对", "the events are not in their order")
    # what is in files
    JSON = ("json", "数据格式不规范", "the data are not in their one canonical form")
    NUMBER = ("number", "数值写法不规范或超出范围", "a number is not written as it must be, or is out of range")
    TOO_BIG = ("too-big", "数据过大", "it is bigger than such a thing can be")
    MEMBER = ("member", "数值不属于规定的群", "a number is no member of the group, or is its neutral element")
    # the election
    VERSION = ("version", "协议版本不受支持", "the version of the protocol is not supported")
    GROUP = ("group", "未知的数学群", "the group is unknown")
    QUESTION = ("question", "选票题目设置不合理", "a question cannot be answered as it is set")
    PUBLIC_KEY = ("public-key", "投票公钥与监票人的密钥不符", "the key of the election is not the trustees'")
    TRUSTEE = ("trustee", "监票人密钥的证明无效", "a trustee's key is not proved")
    TRUSTEES_DIFFER = ("trustees-differ", "监票人的密钥重复", "two trustees have the same key")
    THRESHOLD = ("threshold", "分享密钥的数据不一致", "the key in parts does not fit together")
    CREDENTIALS = ("credentials", "投票凭证名册有误", "the list of credentials is not in order")
    WEIGHTS = ("weights", "秘密投票不得设权重", "a secret ballot must not have weights")
    # ballots
    ELECTION = ("election", "选票属于另一次投票", "the ballot belongs to another election")
    CREDENTIAL = ("credential", "投票凭证不在名册中", "the credential is not in the list")
    SIGNATURE = ("signature", "选票签名无效", "the signature of the ballot is not valid")
    ANSWERS = ("answers", "选票的答案或证明数目不对", "the ballot has not as many answers or proofs as it must")
    BOX = ("box", "选票中某一项既非选也非不选", "a box is proved neither ticked nor empty")
    LIMITS = ("limits", "选票所选数目超出规定", "more or fewer boxes are ticked than allowed")
    BLANK = ("blank", "选票的空白票证明无效", "the ballot is not proved to be either blank or not")
    TWICE = ("twice", "同一张选票已经投过", "the same ballot was cast before")
    VOTED = ("voted", "这张凭证已经投过票，不能重投", "this credential has voted, and nobody may vote twice")
    CLOSED = ("closed", "投票没有开放", "the election is not open")
    # the count
    TALLY = ("tally", "公布的加密合计与选票不符", "the published sum is not the sum of the ballots")
    OWNER = ("owner", "解密份额的所有人有误", "a share is nobody's, or of one who gave theirs already")
    SHARE = ("share", "解密份额的证明无效", "the proof of a share is not valid")
    BOUND = ("bound", "解密份额的第二重证明无效", "the second proof of a share is not valid")
    TOO_FEW = ("too-few", "解密份额不足", "there are too few shares")
    RESULT = ("result", "公布的结果与计算不符", "the published result is not what the shares give")
    FACT = ("fact", "与事先公布的事实不符", "it is not what was published before")
    # copies that others keep
    HEAD = ("head", "公告栏签名的末端有误", "the signed end of the bulletin board is not in order")
    BOARD = (
        "board",
        "公告栏不再是先前的样子：已有内容被改动",
        "something in the board was changed or taken out",
    )
    # a trustee's device
    OPENED_BEFORE = ("opened-before", "本设备已为此次投票开过票", "this device opened it before, with other ballots")
    TOO_SMALL = ("too-small", "票数低于最少可开票数", "fewer ballots than may be opened")
    PASSPHRASE = ("passphrase", "口令不对，或者不是监票人的密钥文件", "another passphrase, or no file of a scrutineer")
    CHANNEL = ("channel", "监票人之间的加密消息有误", "a message between trustees is not in order")

    def __init__(self, code: str, zh: str, en: str) -> None:
        self.code, self.zh, self.en = code, zh, en


class Rejected(Exception):
    """Something breaks a rule. `where` tells which thing, such as an event's number; "" if that is plain."""

    def __init__(self, rule: Rule, detail: str = "", where: str = "") -> None:
        super().__init__(rule, detail, where)
        self.rule, self.detail, self.where = rule, detail, where

    def __str__(self) -> str:
        return self.says("en")

    def says(self, language: str) -> str:
        """The sentence in "zh" or "en", with what is known of the place."""
        zh = language == "zh"
        text, more = (self.rule.zh if zh else self.rule.en), [one for one in (self.where, self.detail) if one]
        if not more:
            return text
        return f"{text}（{'；'.join(more)}）" if zh else f"{text} ({'; '.join(more)})"


class Ended(Rejected):
    """A file ends before what it began to hold, as after a stop in the middle of an append."""


def no(rule: Rule, detail: object = "") -> Rejected:
    """A rejection, to be raised."""
    return Rejected(rule, str(detail))
