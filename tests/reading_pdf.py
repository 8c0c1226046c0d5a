"""What a reader of a PDF is shown: its pages as text, without the blanks and line ends that a page gives it."""

import re
from html import unescape

import pypdfium2

BREAKS = re.compile(r"[\s\u200b]+")


def pages(content):
    """The text of each page."""
    document = pypdfium2.PdfDocument(content)
    try:
        return [squeezed(document[n].get_textpage().get_text_range()) for n in range(len(document))]
    finally:
        document.close()


def text(content):
    """All of it; a page number stands where a page ends."""
    return "".join(pages(content))


def squeezed(words):
    """The same without anything that only moves it about."""
    return BREAKS.sub("", str(words)).replace("\ufffe", "")


PLACES = re.compile(
    r"<(td|th|dt|dd|p|li|h2|caption)\b([^>]*)>(.*?)(?=</?(?:td|th|dt|dd|p|li|h2|caption|ul|dl|table)\b)", re.S
)
ON_SCREEN = re.compile(r'class="[^"]*(?:on-screen|ways|print-head|lede|crumbs)')


def said(page):
    """What the content of a page says, place by place, as its paper must say it."""
    content = page[page.index("<h1") : page.index("</main>")]
    content = re.sub(r'<span class="due-ask">.*?</details>', "", content, flags=re.S)  # how a day was computed
    found = [unescape(re.sub(r"<[^>]+>", "", words)) for _tag, how, words in PLACES.findall(content)
             if not ON_SCREEN.search(how)]  # fmt: skip
    return [squeezed(words) for words in found if squeezed(words)]


def unsaid(page, content):
    """What the page says, and its paper does not."""
    told = re.sub(r"—\d+—", "", text(content))
    return [words for words in said(page) if words not in told]
