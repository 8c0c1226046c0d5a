"""Files as offices send them, and files that are meant to do harm: how each is made, and what is expected of it."""

import zipfile
from collections.abc import Callable, Iterable
from datetime import date, datetime
from io import BytesIO
from typing import Any

import openpyxl
import xlwt

HEAD = ["序号", "姓名", "性别", "手机", "选举单位"]
TWO = [[1, "张三", "男", "13800000001", "甲村支部"], [2, "李四", "女", "13800000002", "乙村支部"]]
PEOPLE = [("张三", "13800000001"), ("李四", "13800000002")]
MEGABYTE = 1024 * 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SHEET = "xl/worksheets/sheet1.xml"
Rows = Iterable[Iterable[Any]]


def xlsx(rows: Rows, change: Callable[[Any], Any] = lambda sheet: None, title: str = "名册") -> bytes:
    """A workbook of one sheet; `change` may do more to it."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    change(sheet)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def xls(rows: Rows) -> bytes:
    """A workbook of 1997."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("名册")
    for n, row in enumerate(rows):
        for m, value in enumerate(row):
            sheet.write(n, m, value)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def csv(rows: Rows, code: str = "utf-8", separator: str = ",", end: str = "\n") -> bytes:
    return end.join(separator.join(map(str, row)) for row in rows).encode(code)


def part_replaced(data: bytes, name: str, content: bytes) -> bytes:
    """A workbook with one of its parts replaced or added."""
    kept = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.namelist():
            if one != name:
                new.writestr(one, old.read(one))
        new.writestr(name, content)
    return kept.getvalue()


def bomb() -> bytes:
    return part_replaced(xlsx([HEAD]), "xl/media/image1.png", b"\0" * (101 * MEGABYTE))


def entities() -> bytes:
    """A thousand million laughs (CVE-2003-1564)."""
    defined = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(10))
    xml = (
        f'<?xml version="1.0"?><!DOCTYPE worksheet [{defined}]><worksheet><sheetData><row r="1">'
        '<c r="A1" t="inlineStr"><is><t>&a9;</t></is></c></row></sheetData></worksheet>'
    )
    return part_replaced(xlsx([HEAD]), SHEET, xml.encode())


def outside() -> bytes:
    """An entity that would read a file of the machine (CWE-611)."""
    xml = (
        '<?xml version="1.0"?><!DOCTYPE worksheet [<!ENTITY f SYSTEM "file:///etc/passwd">]><worksheet><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>&f;</t></is></c></row></sheetData></worksheet>'
    )
    return part_replaced(xlsx([HEAD]), SHEET, xml.encode())


def merged_title(sheet: Any) -> None:
    sheet.insert_rows(1)
    sheet["A1"] = "藤桥镇第十三届党代表名册"
    sheet.merge_cells("A1:E1")


def two_heads(sheet: Any) -> None:
    sheet.insert_rows(1)
    for place, text in {"A1": "序号", "B1": "基本情况", "D1": "联系方式", "E1": "选举单位"}.items():
        sheet[place] = text
    sheet["A2"] = sheet["E2"] = None
    sheet.merge_cells("B1:C1")
    sheet.merge_cells("A1:A2")


def hidden(sheet: Any) -> None:
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["D"].hidden = True


def cover_first(sheet: Any) -> None:
    book = sheet.parent
    book.create_sheet("封面", 0).append(["党代表名册"])
    book.create_sheet("空白", 0)


def numbers_as_numbers(sheet: Any) -> None:
    sheet["D2"], sheet["D3"] = 13800000001, 13800000002.0


def formulas(sheet: Any) -> None:
    sheet["A2"], sheet["A3"] = "=ROW()-1", "=A2+1"


READ: dict[str, tuple[Callable[[], bytes], list[tuple[str, str]]]] = {  # what it is: how it is made, who is in it
    "a plain workbook": (lambda: xlsx([HEAD, *TWO]), PEOPLE),
    "a workbook of 1997": (lambda: xls([HEAD, *TWO]), PEOPLE),
    "csv in UTF-8": (lambda: csv([HEAD, *TWO]), PEOPLE),
    "csv in UTF-8 with a mark": (lambda: csv([HEAD, *TWO], "utf-8-sig"), PEOPLE),
    "csv in GBK": (lambda: csv([HEAD, *TWO], "gbk"), PEOPLE),
    "csv in GB 18030": (
        lambda: csv([HEAD, [1, "㛃䶮", "女", "13800000003", "甲村"]], "gb18030"),
        [("㛃䶮", "13800000003")],
    ),
    "csv in UTF-16": (lambda: csv([HEAD, *TWO], "utf-16"), PEOPLE),
    "csv with semicolons": (lambda: csv([HEAD, *TWO], separator=";"), PEOPLE),
    "csv with tabs": (lambda: csv([HEAD, *TWO], separator="\t"), PEOPLE),
    "csv with Chinese commas": (lambda: csv([HEAD, *TWO], separator="，"), PEOPLE),
    "csv with ends of line of Windows": (lambda: csv([HEAD, *TWO], end="\r\n"), PEOPLE),
    "csv with ends of line of old Macs": (lambda: csv([HEAD, *TWO], end="\r"), PEOPLE),
    "csv with quoted commas and lines": (
        lambda: b'\xe5\xa7\x93\xe5\x90\x8d,\xe6\x89\x8b\xe6\x9c\xba\n"\xe5\xbc\xa0\n\xe4\xb8\x89","13800000001"\n',
        PEOPLE[:1],
    ),
    "a merged title above": (lambda: xlsx([HEAD, *TWO], merged_title), PEOPLE),
    "a title and empty rows above": (lambda: xlsx([["名册"], [], ["2010年3月"], [], HEAD, *TWO]), PEOPLE),
    "two rows of headings": (lambda: xlsx([HEAD, *TWO], two_heads), PEOPLE),
    "columns in another order": (lambda: xlsx([[*reversed(HEAD)], *([*reversed(row)] for row in TWO)]), PEOPLE),
    "columns under other names": (
        lambda: xlsx([["编号", "代表姓名", "男/女", "联系电话（必填）", "所在支部"], *TWO]),
        PEOPLE,
    ),
    "headings with blanks and stars": (
        lambda: xlsx([["序 号", "* 姓　名", "性 别", "手 机：", "选举单位"], *TWO]),
        PEOPLE,
    ),
    "a column before the first": (lambda: xlsx([["", *HEAD], *(["", *row] for row in TWO)]), PEOPLE),
    "empty rows between": (lambda: xlsx([HEAD, TWO[0], [], ["", " ", "　"], TWO[1]]), PEOPLE),
    "sums below": (lambda: xlsx([HEAD, *TWO, ["合　计", "2人"], ["", "总计", "2"]]), PEOPLE),
    "notes below": (
        lambda: xlsx([HEAD, *TWO, [], ["备注：以上人员已审核"], ["填表人：王五", "", "审核：赵六"]]),
        PEOPLE,
    ),
    "headings repeated on every page": (lambda: xlsx([HEAD, TWO[0], HEAD, TWO[1]]), PEOPLE),
    "a blank inside a name": (lambda: xlsx([HEAD, [1, "张　三", "男", "13800000001", ""], TWO[1]]), PEOPLE),
    "invisible signs in a name": (lambda: xlsx([HEAD, [1, "\u200b张\ufeff三 ", "男", "13800000001", ""]]), PEOPLE[:1]),
    "rare characters": (lambda: xlsx([HEAD, [1, "王𬭳䶮", "男", "13800000004", ""]]), [("王𬭳䶮", "13800000004")]),
    "names of other peoples": (
        lambda: xlsx([HEAD, [1, "阿依 . 古丽", "女", "13800000005", ""], [2, "买买提•艾力", "男", "", ""]]),
        [("阿依·古丽", "13800000005"), ("买买提·艾力", "")],
    ),
    "telephones as numbers": (lambda: xlsx([HEAD, *TWO], numbers_as_numbers), PEOPLE),
    "telephones with blanks, dashes and 86": (
        lambda: xlsx([HEAD, [1, "张三", "", "138 0000 0001", ""], [2, "李四", "", "+86 138-0000-0002", ""]]),
        PEOPLE,
    ),
    "full-width figures": (lambda: xlsx([HEAD, [1, "张三", "", "１３８０００００００１", ""]]), PEOPLE[:1]),
    "days among the cells": (
        lambda: xlsx([HEAD, [date(2010, 3, 1), *TWO[0][1:]], [datetime(2010, 3, 1), *TWO[1][1:]]]),
        PEOPLE,
    ),
    "hidden rows and columns": (lambda: xlsx([HEAD, *TWO], hidden), PEOPLE),
    "a cover and an empty sheet first": (lambda: xlsx([HEAD, *TWO], cover_first), PEOPLE),
    "formulas that were never computed": (lambda: xlsx([HEAD, *TWO], formulas), PEOPLE),
    "a formula as a name": (
        lambda: csv([HEAD, [1, "=cmd|' /C calc'!A0", "", "13800000001", ""]]),
        [("=cmd|' /C calc'!A0", "13800000001")],
    ),
    "a sheet with a strange name": (lambda: xlsx([HEAD, *TWO], title="<b>&'名'"), PEOPLE),
    "a workbook called .csv": (lambda: xlsx([HEAD, *TWO]), PEOPLE),
    "a very long cell": (lambda: xlsx([HEAD, [1, "张三", "长" * 30_000, "13800000001", ""]]), PEOPLE[:1]),
    "ten thousand rows": (
        lambda: csv([HEAD, *([n, f"代表{n}", "", "", ""] for n in range(1, 10_001))]),
        [(f"代表{n}", "") for n in range(1, 10_001)],
    ),
}  # fmt: skip
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {  # what it is: how it is made, the code of the sentence
    "nothing": (lambda: b"", "empty"),
    "blanks": (lambda: b"  \n \n", "empty"),
    "a workbook without a word": (lambda: xlsx([]), "empty"),
    "a password": (lambda: OLE + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 512, "password"),
    "half a workbook": (lambda: xlsx([HEAD, *TWO])[:2000], "damaged"),
    "half a workbook of 1997": (lambda: xls([HEAD, *TWO])[:1000], "damaged"),
    "a zip with something else": (lambda: part_replaced(empty_zip(), "readme.txt", b"hello"), "damaged"),
    "a Word document": (lambda: part_replaced(empty_zip(), "word/document.xml", b"<w/>"), "word"),
    "a PDF": (lambda: b"%PDF-1.4 a roster", "pdf"),
    "a web page called .xls": (lambda: "<html><table><tr><td>姓名</td></tr></table></html>".encode(), "page"),
    "a zip bomb": (bomb, "large"),
    "an XML bomb": (entities, "damaged"),
    "an entity from outside": (outside, "damaged"),
    "too many rows": (lambda: csv([["姓名"], *(["张三"] for _n in range(20_001))]), "many"),
    "too many columns": (lambda: csv([["姓名", *range(101)]]), "many"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "unknown"),
}  # fmt: skip


def empty_zip() -> bytes:
    kept = BytesIO()
    zipfile.ZipFile(kept, "w").close()
    return kept.getvalue()
