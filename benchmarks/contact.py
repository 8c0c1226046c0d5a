"""How long it takes to work out who contacts whom: `python -m benchmarks.contact`.

Prints, for 61 members and 469 delegates and for 1,200 and 10,000, the seconds and for how many it is near.
"""

from collections import Counter
from time import perf_counter

from changren.contact.solving import Someone, propose

SIZES = ((7, 65), (61, 469), (1200, 10_000))
UNIT_OF, SECTORS, SPREAD = 9, 5, 7919  # delegates of one electing unit; sectors; a prime, so that none lie in order


def district(members: int, delegates: int) -> tuple[list[Someone], list[Someone]]:
    """So many people, in electing units of about nine; every third delegate has a member of the year before."""
    units = max(delegates // UNIT_OF, 1)

    def near(n: int) -> tuple[int, int, int]:
        unit = n * SPREAD % units
        return unit, unit % (units // 4 + 1), n % SECTORS

    able = [Someone(("member", n), near(n * 3)) for n in range(members)]
    wanted = [
        Someone(("delegate", n), near(n), ("member", n * SPREAD % members) if n % 3 == 0 else None)
        for n in range(delegates)
    ]
    return able, wanted


def measure() -> None:
    """One line for each size, with and without the pairs of the year before."""
    for members, delegates in SIZES:
        able, wanted = district(members, delegates)
        for keep in (True, False):
            begun = perf_counter()
            pairs = propose(able, wanted, keep=keep)
            took = perf_counter() - begun
            why = ", ".join(f"{name} {n}" for name, n in sorted(Counter(pair.why for pair in pairs).items()))
            print(f"{members:>5} x {delegates:>6}  keep={keep!s:<5}  {took:7.3f} s  {why}")


if __name__ == "__main__":
    measure()
