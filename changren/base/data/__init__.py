"""A page as data: the same answers to the same questions, as JSON for programs (decision 0030).

`plain` turns what a page shows into JSON and `shapes` its type into a schema; `answers` lets a page say what of it
is data; `acting` performs acts; `problem` is how a refusal looks. Which addresses there are is in site/api.
"""
