"""Tables as offices keep them: read from files or from what is pasted, with their headings understood.

`reading` gets rows of text out of xlsx, xls, ods, csv or pasted text, files in a child process with limits (`child`).
`hiding` tells what a workbook hides. `headings` finds which column is which. `cells` reads single values. `comparing`
says what each row would do, `forms` lets somebody see it first. `writing` makes a workbook that can be read again.
What the rows mean, and what is done with them, is the business of a room.
"""
