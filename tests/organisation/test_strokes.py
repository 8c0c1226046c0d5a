"""Names in the order of the strokes of their surnames."""

import pytest

from changren.organisation.strokes import stroke_key, strokes


@pytest.mark.parametrize(
    "names",
    [
        ["丁", "刁", "于", "王", "李", "张", "陈", "赵", "魏"],
        ["丁一", "王小明", "王五", "刘备", "孙权", "吴克琴", "张三", "欧阳修", "赵云", "姜云萍", "章国福", "魏征"],
        ["王一", "王丁", "王三", "王三一", "欧一", "欧阳修", "㛃", "䶮", "𬭳", "ß", "☃"],
    ],
    ids=["surnames", "persons", "same surname, rare and unknown signs"],
)  # fmt: skip
def test_names_stand_in_the_order_of_strokes(names):
    assert sorted({*names}, key=stroke_key) == names


@pytest.mark.parametrize(
    ("sign", "number"), [("丁", 2), ("王", 4), ("李", 7), ("张", 7), ("魏", 17), ("䶮", 9), ("A", 0)]
)
def test_strokes_are_counted(sign, number):
    assert strokes(sign) == number


def test_a_name_set_wide_is_the_same_name():
    assert stroke_key("丁 一") == stroke_key("丁\u3000一") == stroke_key("丁一")
    assert stroke_key("") == ""
