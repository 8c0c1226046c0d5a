"""Chinese names as they sound: what a clerk types who does not find the character.

Readings come from pypinyin, without tones. Some characters sound otherwise as surnames; those are here, after
现代汉语词典 (7th edition) and the usage of the families.
"""

from functools import lru_cache

SURNAMES = {
    "单": "shan", "單": "shan", "仇": "qiu", "解": "xie", "查": "zha", "曾": "zeng", "盖": "ge", "蓋": "ge", "区": "ou",
    "區": "ou", "朴": "piao", "翟": "zhai", "缪": "miao", "繆": "miao", "覃": "qin", "乐": "yue", "樂": "yue",
    "员": "yun", "員": "yun", "折": "she", "种": "chong", "黑": "he", "秘": "bi", "洗": "xian", "繁": "po", "佴": "nai",
    "祭": "zhai", "召": "shao", "句": "gou", "重": "chong", "适": "kuo", "卜": "bu",
}  # fmt: skip
DOUBLE = ("单于", "單于")  # surnames of two characters whose first sounds otherwise alone


@lru_cache(maxsize=4096)
def spelled(name: str, *, surname: bool = True) -> str:
    """The full spelling of a name and its initials, lower case: "单小吕" is "shanxiaolv sxl shanxiaolyu".

    A sound that keyboards write in two ways (lv, lyu) is given in both. What is no Chinese stays as it is. Empty if
    nothing in the name is Chinese. surname: whether it begins with one; what units are called does not.
    """
    sounds = [sound.lower() for sound in _sounds(name, surname)]
    full, initials = "".join(sounds), "".join(sound[:1] for sound in sounds)
    if full == name.lower():
        return ""
    lyu = [full.replace("lv", "lyu").replace("nv", "nyu")] if {"lv", "nv", "lve", "nve"} & set(sounds) else []
    return " ".join([full, initials, *lyu])


def _sounds(name: str, surname: bool) -> list[str]:
    from pypinyin import lazy_pinyin  # reading its dictionary takes a moment, which not every process needs

    if surname and name[:1] in SURNAMES and not name.startswith(DOUBLE):
        return [SURNAMES[name[:1]], *lazy_pinyin(name[1:])]
    return list(lazy_pinyin(name))
