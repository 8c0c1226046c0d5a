"""What a meeting is called, and what is printed on a badge."""

import secrets

from django.utils.translation import get_language, gettext

from changren.mandates.models import Session

DIGITS = "〇一二三四五六七八九"
CODE_BYTES = 8


def title_of(session: Session) -> str:
    """“第七届代表大会第二次会议”."""
    title = gettext("Congress of term {term}, session {n}")
    return title.format(term=numeral(session.term.number), n=numeral(session.number))


def numeral(n: int) -> str:
    """A number below a hundred as it is written in a title: 十二 in Chinese, 12 elsewhere."""
    if not (get_language() or "zh").startswith("zh") or n >= 100:
        return str(n)
    tens, ones = divmod(n, 10)
    if not tens:
        return DIGITS[ones]
    return f"{DIGITS[tens] if tens > 1 else ''}十{DIGITS[ones] if ones else ''}"


def new_code() -> str:
    """The code of a badge: random, and short enough to be typed."""
    return secrets.token_hex(CODE_BYTES)
