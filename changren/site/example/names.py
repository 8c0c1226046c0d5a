"""Invented names: common surnames and given names of the region, each combination once."""

from collections.abc import Iterator
from random import Random

SURNAMES = "陈林黄张李王吴蔡刘周郑叶徐朱胡何潘戴谢夏金邱卢杨赵方姜余项郭孙邵施徐章卓单仇解温缪麻"
FIRST = "建国永文志海晓丽秀金玉春美光荣振锦素少伯云月爱凤祥显茂仁德忠克绍乃成"
SECOND = "平华明芳英敏强军勇燕林生良兰珍清峰东波萍琴荣宝根福康武斌娟霞飞宁松鹏"
SINGLE = "伟静磊洁涛琳堃昇玥喆镕䶮"


def names(seed: int) -> Iterator[str]:
    """Names without end, none twice; the same ones for the same seed."""
    random, used = Random(seed), set()  # noqa: S311  (invented names need no secrecy)
    while True:
        given = random.choice(FIRST) + random.choice(SECOND) if random.random() < 0.85 else random.choice(SINGLE)
        name = random.choice(SURNAMES) + given
        if name not in used and len(set(name)) == len(name):
            used.add(name)
            yield name
