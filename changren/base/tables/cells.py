"""Single values as people type them. Each reader gives the value, or raises ValueError if it makes no sense."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, timedelta

CJK = r"\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
BETWEEN = re.compile(rf"(?<=[{CJK}])\s+(?=[{CJK}])")
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]")
DOTS = re.compile(r"\s*[•・‧∙●.．]\s*")
DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2})\s*日?)?(?:\s+00:00:00)?月?")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})?")
SERIAL = re.compile(r"\d{5}")
SERIALS_BEGIN = date(1899, 12, 30)  # of Excel's day 0, as its 1900 system counts after February 1900
FIRST_YEAR, LAST_YEAR = 1900, 2200
PHONE, PHONE_DIGITS = re.compile(r"[\d\s()（）+—–-]+"), (7, 12)
WEIGHTS, CHECKS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), "10X98765432"  # GB 11643-1999
IDENTITY = re.compile(r"\d{17}[\dX]")


def plain(text: str) -> str:
    """Half-width figures and letters, one blank between words, nothing invisible."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", INVISIBLE.sub("", text))).strip()


def name(text: str) -> str:
    """A person's name: no blanks inside a Chinese one, the dot of others as “·”; its characters as they are."""
    bare = re.sub(r"\s+", " ", unicodedata.normalize("NFC", INVISIBLE.sub("", text))).strip()
    bare = BETWEEN.sub("", bare)
    return DOTS.sub("·", bare) if re.search(rf"[{CJK}]", bare) else bare


def day(text: str) -> date:
    """A day as 2010-03-01, 2010.3.1, 2010年3月1日, 20100301 or Excel's number; a month alone is its first day."""
    bare = plain(text)
    if SERIAL.fullmatch(bare):
        found = SERIALS_BEGIN + timedelta(days=int(bare))
    else:
        match = DAY.fullmatch(bare) or COMPACT.fullmatch(bare)
        if match is None:
            raise ValueError(text)
        year, month, of_month = match.groups()
        found = date(int(year), int(month), int(of_month or 1))
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ValueError(text)
    return found


def phone(text: str) -> str:
    """A telephone number as its digits, the country's 86 left out."""
    bare = plain(text)
    digits = re.sub(r"\D", "", bare)
    if digits.startswith("86") and len(digits) > PHONE_DIGITS[1]:
        digits = digits[2:]
    if not PHONE.fullmatch(bare) or not PHONE_DIGITS[0] <= len(digits) <= PHONE_DIGITS[1]:
        raise ValueError(text)
    return digits


def whole(text: str) -> int:
    """A whole number of one or more, perhaps with a word around it: 12, No. 12, 12号."""
    match = re.fullmatch(r"\D{0,4}(\d{1,4})\D{0,2}", plain(text))
    if match is None or not int(match[1]):
        raise ValueError(text)
    return int(match[1])


def worded(text: str, words: Mapping[str, str]) -> str:
    """What a word means, or one that it contains: the key of `words` under which it stands, parted by blanks.

    ValueError if it is not known.
    """
    said = plain(text).replace(" ", "").lower()
    known = {word: meaning for meaning, several in words.items() for word in several.split()}
    part = next((meaning for word, meaning in known.items() if len(word) > 1 and word in said), None)
    if said not in known and part is None:
        raise ValueError(text)
    return known.get(said) or str(part)


def identity(text: str) -> tuple[date, bool]:
    """Day of birth, and whether a woman's, of an identity number of 18 places whose check fits (GB 11643-1999)."""
    bare = plain(text).replace(" ", "").upper()
    if not IDENTITY.fullmatch(bare):
        raise ValueError(text)
    total = sum(int(digit) * weight for digit, weight in zip(bare, WEIGHTS, strict=False))
    if CHECKS[total % len(CHECKS)] != bare[-1]:
        raise ValueError(text)
    return date(int(bare[6:10]), int(bare[10:12]), int(bare[12:14])), int(bare[16]) % 2 == 0
