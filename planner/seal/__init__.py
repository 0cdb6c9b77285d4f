"""The seal of a slate workbook: a copy of every value inside it, the copy's hash, and what was altered since.

Sealed are the values of all cells but the Committee's own (decision, chosen cadre, votes, note), hidden sheets
included; how a cell looks, the order of a table's rows, blank rows and columns added beside are not.
"""
