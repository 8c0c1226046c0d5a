"""What a browser is called, so that somebody who reads the list of their sign-ins knows which is which."""

from django.utils.translation import gettext_lazy as _

BROWSERS = (  # what stands in the line that a browser sends of itself, and its name; the first that is found
    ("MicroMessenger", "WeChat"), ("DingTalk", "DingTalk"), ("QQBrowser", "QQ"), ("HuaweiBrowser", "Huawei"),
    ("Edg", "Edge"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("Chrome", "Chrome"), ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"), ("OpenHarmony", "HarmonyOS"), ("Android", "Android"), ("iPhone", "iPhone"),
    ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("Linux", "Linux"),
)  # fmt: skip
BETWEEN = " · "
WORDS = {
    "WeChat": _("WeChat"), "DingTalk": _("DingTalk"), "QQ": _("QQ Browser"), "Huawei": _("Huawei Browser"),
    "HarmonyOS": _("HarmonyOS"), "Android": _("Android"),
}  # fmt: skip


def named(line: str) -> str:
    """A browser and its system, such as "WeChat · Android", from the line that it sends of itself; else the line."""
    found = [next((name for mark, name in marks if mark in line), "") for marks in (BROWSERS, SYSTEMS)]
    return BETWEEN.join(filter(None, found)) or line


def called(device: str) -> str:
    """What `named` gave, in the reader's language."""
    return BETWEEN.join(str(WORDS.get(part, part)) for part in device.split(BETWEEN))
