"""Names as they sound."""

import pytest

from changren.organisation.spelling import spelled


@pytest.mark.parametrize(
    ("name", "spelling"),
    [
        ("张三", "zhangsan zs"), ("单雄信", "shanxiongxin sxx"), ("仇英", "qiuying qy"), ("解缙", "xiejin xj"),
        ("尉迟恭", "yuchigong ycg"), ("长孙无忌", "zhangsunwuji zswj"), ("吕布", "lvbu lb lyubu"), ("Ann", ""),
        ("曾国藩", "zengguofan zgf"), ("", ""), ("单", "shan s"),
    ],
)  # fmt: skip
def test_names_are_spelled_as_families_say_them(name, spelling):
    assert spelled(name) == spelling


def test_units_have_no_surname():
    assert spelled("解放村", surname=False) == "jiefangcun jfc"
