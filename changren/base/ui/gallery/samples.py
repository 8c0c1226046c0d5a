"""What the gallery shows: invented people and matters, as a township would write them. No database."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace as Sample
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from changren.base.clock.due import Due, Step
from changren.base.ui import style
from changren.base.ui.chart import bars, stack
from changren.base.web.forms import Day, LongText, Moment, YesNo

RULE = Sample(article="《提案工作办法》第6条", link="#rule")
TERM = Sample(article="《提案工作办法》第14条", link="#rule")


class SampleForm(forms.Form):
    """One field of every kind."""

    title = forms.CharField(label=_("Subject"), max_length=40, help_text=_("One matter, in one line."))
    text = LongText(label=_("What should be done"), max_length=300)
    field_of_work = forms.ChoiceField(
        label=_("Field"), choices=[("", "—"), ("1", "城乡建设"), ("2", "农业农村"), ("3", "文教卫生")]
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        widget=forms.RadioSelect,
        choices=[("1", "提案"), ("2", "提议"), ("3", "意见建议")],
        help_text=_("A proposal needs co-signers; a suggestion does not."),
    )
    groups = forms.MultipleChoiceField(
        label=_("Delegations that took part"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("1", "第一代表团"), ("2", "第二代表团"), ("3", "第三代表团")],
    )
    public = YesNo(label=_("May it be made public?"))
    day = Day(label=_("Day of the visit"))
    until = Moment(label=_("Cut-off"), required=False)
    paper = forms.FileField(label=_("Attachment"), required=False, help_text=_("PDF, Word, Excel or a picture."))
    secret = forms.CharField(label=_("Password"), widget=forms.PasswordInput, required=False)
    read = forms.BooleanField(label=_("I have read the proposal"))


def form() -> SampleForm:
    """As it is first shown."""
    return SampleForm(auto_id="fresh_%s", initial={"kind": "1", "text": "建议在渔渡老街加装路灯，并纳入明年实事工程。"})


def form_with_errors() -> SampleForm:
    """As it comes back when much is wrong."""
    typed = {"title": "关于渔渡老街" * 8, "text": "", "kind": "", "day": "", "until": "2010-05-01T17:00"}
    return SampleForm(typed, auto_id="wrong_%s")


class Sentence:
    """A refusal: what it says and the provision it rests on."""

    def __init__(self, says: str, rule: Any = None) -> None:
        self.says, self.rule = says, rule

    def __str__(self) -> str:
        return self.says


def acts() -> list[Any]:
    """Two that may be done, two that may not yet."""
    told = [
        ("邀请附议", None),
        ("提交提案", Sentence("还差 7 位附议人（已有 3 位，须有 10 位）。", RULE)),
        ("修改", None),
        ("撤回", Sentence("尚未提交，无须撤回。")),
    ]
    return [Sample(act=Sample(verb=verb), url="#offer", objection=objection) for verb, objection in told]


def history(on: datetime) -> list[Any]:
    """A proposal's first days."""
    told = [
        (20, "陈春燕起草了《关于整治渔渡老街积水问题的提案》"),
        (17, "林国强附议"),
        (16, "金秀兰附议"),
        (9, "提案审查委员会决定立案"),
        (2, "镇党委办将其交由村镇建设办公室主办，水利站协办；因内容相近，与第12号提案合并，各提案人均将收到答复"),
    ]
    return [
        Sample(entry=Sample(at=on - timedelta(days=days), number=120 + n), sentence=says, times=1 + n // 4, since=on)
        for n, (days, says) in enumerate(told)
    ]


def waiting(on: datetime) -> list[Any]:
    """Three things on a desk: late, soon, without a date."""
    today, post = on.date(), Sample(pk=1, capacity="藤桥镇 · 党代表")
    told = [
        ("评价答复", "关于整治渔渡老街积水问题的提案", today - timedelta(days=2), TERM),
        ("决定是否附议", "关于增设岙底村卫生服务点的提案", today + timedelta(days=3), RULE),
        ("阅读本年度提案工作计划", "2010年提案工作计划", None, None),
    ]
    return [Sample(says=says, it=it, url="#waiting", due=due, rule=rule, post=post) for says, it, due, rule in told]


def due() -> Due:
    """A date that met an extension."""
    steps = (
        Step("自2010年4月6日起算，当日不计。"),
        Step("三个月后为2010年7月6日。", rule=TERM),
        Step("经提案人同意，2010年6月30日延长1个月。", rule=TERM),
        Step("2010年8月6日是工作日，到期日不变。"),
    )
    return Due(date(2010, 8, 6), steps, provisional=True)


def steps() -> list[Any]:
    """A proposal half way."""
    told = [
        ("起草", "done", "3月12日"), ("附议", "done", "10人，3月16日"), ("立案", "done", "3月23日"),
        ("办理", "now", "村镇建设办公室"), ("答复", "next", ""), ("评价", "next", ""),
    ]  # fmt: skip
    return [Sample(label=label, state=state, note=note) for label, state, note in told]


def people() -> list[Any]:
    """Three delegates."""
    told = [
        ("陈春燕", "第一代表团", "农业", 3, "good", "在任"), ("林国强", "第二代表团", "村居", 12, "warn", "暂停"),
        ("金秀兰", "第二代表团", "企业", 0, "bad", "终止"),
    ]  # fmt: skip
    return [dict(zip(("name", "group", "sector", "count", "tone", "state"), row, strict=True)) for row in told]


def charts() -> dict[str, Any]:
    """Numbers, a bar for each field, and the verdicts as parts of a whole."""
    fields = [("城乡建设", 9), ("农业农村", 7), ("文教卫生", 6), ("社会治安和基层治理综合协调", 4), ("其他", 0)]
    grades = [("满意", 38), ("基本满意", 9), ("一般", 2), ("不满意", 1), ("未评价", 4)]
    told = [
        (31, _("proposals filed"), "#figure", "2010"), ("93.5%", _("answered in time"), "#figure", "29/31"),
        (530, _("delegates"), "", ""), (9, _("townships"), "#figure", ""),
    ]  # fmt: skip
    return {
        "figures": [Sample(value=value, label=label, url=url, note=note) for value, label, url, note in told],
        "by_field": bars([(label, n, "#chart") for label, n in fields], title=_("Proposals by field")),
        "verdicts": stack([(label, n, "#chart") for label, n in grades], title=_("Verdicts on results")),
    }


def links() -> dict[str, Any]:
    """Tabs, attachments, what a search finds, the pages of a list."""
    tabs = [(_("All"), True, 31), (_("Underway"), False, 12), (_("Closed"), False, 19)]
    files = [("pdf", "渔渡老街积水点调研报告.pdf", 482133), ("jpg", "积水照片（2010年3月10日）.jpg", 91022)]
    return {
        "pieces": [Sample(text=text, marked=text == "老街") for text in ("关于整治渔渡", "老街", "积水点的提案")],
        "tabs": [Sample(label=label, url="#tabs", is_here=here, count=n) for label, here, n in tabs],
        "files": [Sample(url="#files", kind=kind, name=name, size=size) for kind, name, size in files],
        "pages": Sample(
            number=2, paginator=Sample(num_pages=5), has_previous=True, has_next=True, previous_page_number=1,
            next_page_number=3,
        ),
    }  # fmt: skip


def context(on: datetime) -> dict[str, Any]:
    """Everything the gallery shows."""
    return {
        "fresh": form(), "wrong": form_with_errors(), "acts": acts(), "history": history(on), "lines": waiting(on),
        "due": due(), "steps": steps(), "rule": RULE, "people": people(), **charts(), **links(),
        "swatches": ["paper", "surface", "sunk", "ink", "muted", "red", "link", "good", "warn", "bad"],
        "icons": style.icons(), "posts": ["藤桥镇 · 党代表", "藤桥镇村镇建设办公室 · 负责人"],
    }  # fmt: skip
