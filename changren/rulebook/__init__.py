"""The "1+N": every number of the regulations, with its article and its dates (docs/house.md, law 3).

Other rooms need one function: `from changren.rulebook.rules import rule`, and then
`rule("proposals.cosigners_min", at=township, on=date)`.
"""
