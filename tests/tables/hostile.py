"""Small files that open to a lot: written by hand, always the same bytes."""

import io
import zipfile
from typing import Final

_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ODF: Final = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)
_XLSX: Final = {
    "[Content_Types].xml": f'<Types xmlns="{_TYPES}">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_LINKS}"><Relationship Id="r" Type="{_OFFICE}/officeDocument"'
    ' Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
    '<sheet name="A" sheetId="1" r:id="a"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_LINKS}">'
    f'<Relationship Id="a" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="s" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
}


def packed(parts: dict[str, str]) -> bytes:
    """Parts as a zip file of no particular day."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(entry, text)
    return out.getvalue()


def xlsx(rows: str, *, before: str = "", strings: str = "") -> bytes:
    """A workbook around the XML of its rows."""
    sheet = f'{before}<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    shared = f'<sst xmlns="{_MAIN}">{strings}</sst>'
    return packed({**_XLSX, "xl/worksheets/sheet1.xml": sheet, "xl/sharedStrings.xml": shared})


def cell(place: str, text: str) -> str:
    """One cell with a text of its own."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def corner() -> bytes:
    """A header, and one cell in the last corner that a sheet has."""
    header = cell("A1", "Adress") + cell("B1", "När")
    return xlsx(f'<row r="1">{header}</row><row r="1048576">{cell("XFD1048576", "x")}</row>')


def hidden_corner() -> bytes:
    """The same, so written that looking for the cells' names doesn't find it."""
    far = '<c q=">" r="XFD1048576" t="inlineStr"><is><t>x</t></is></c>'
    return xlsx(f'<row r="1">{cell("A1", "Adress")}</row><row r="1048576">{far}</row>')


def one_string_often(times: int, length: int) -> bytes:
    """A long shared string that many cells name."""
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, times + 1))
    return xlsx(rows, strings=f"<si><t>{'x' * length}</t></si>")


def entities() -> bytes:
    """Ten times ten times … a word, if anybody counts it out."""
    names = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    before = f'<!DOCTYPE worksheet [<!ENTITY e0 "kokong">{names}]>'
    return xlsx(f'<row r="1">{cell("A1", "&e9;")}</row><row r="2">{cell("A2", "x")}</row>', before=before)


def ods(rows: str) -> bytes:
    """A document of one sheet around the XML of its rows."""
    body = f'<office:spreadsheet><table:table table:name="A">{rows}</table:table></office:spreadsheet>'
    content = f"<office:document-content {_ODF}><office:body>{body}</office:body></office:document-content>"
    names = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    manifest = f'<manifest:manifest xmlns:manifest="{names}"/>'
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return packed({"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest})


def ods_row(*texts: str, rows: int = 1, columns: int = 1) -> str:
    """A row of cells, each repeated, and the row too."""
    cells = "".join(
        f'<table:table-cell office:value-type="string" table:number-columns-repeated="{columns}">'
        f"<text:p>{text}</text:p></table:table-cell>"
        for text in texts
    )
    return f'<table:table-row table:number-rows-repeated="{rows}">{cells}</table:table-row>'
