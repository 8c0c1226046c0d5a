"""The list of sign-ins calls browsers by names that people know."""

import pytest
from django.utils import translation

from changren.organisation.devices import called, named

pytestmark = pytest.mark.any_engine
WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
PHONE = f"Mozilla/5.0 (Linux; Android 10; HUAWEI) {WEBKIT}"


@pytest.mark.parametrize(("line", "zh", "en"), [
    (f"{PHONE} Chrome/107.0 Mobile Safari/537.36 MicroMessenger/8.0", "微信 · 安卓", "WeChat · Android"),
    (f"{PHONE} Chrome/99 Mobile Safari/537.36 AliApp(DingTalk/7.0)", "钉钉 · 安卓", "DingTalk · Android"),
    (f"Mozilla/5.0 (Windows NT 10.0) {WEBKIT} Chrome/120.0 Edg/120.0", "Edge · Windows", "Edge · Windows"),
    (f"Mozilla/5.0 (X11; Linux x86_64) {WEBKIT} HeadlessChrome/150.0", "Chrome · Linux", "Chrome · Linux"),
    ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile Safari/604.1", "Safari · iPhone",
     "Safari · iPhone"),
    ("Mozilla/5.0 (Windows NT 6.1; rv:52.0) Gecko/20100101 Firefox/52.0", "Firefox · Windows", "Firefox · Windows"),
    ("curl/8.0", "curl/8.0", "curl/8.0"), ("", "", ""),
])  # fmt: skip
def test_browsers_have_names(line, zh, en):
    with translation.override("zh-hans"):
        assert called(named(line)) == zh
    with translation.override("en"):
        assert called(named(line)) == en
