"""Everything that touches a workbook: its columns, reading it, writing it."""
