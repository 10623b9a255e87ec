#!/usr/bin/python3
"""More cases of .csv and of web pages, as make.py has them."""
from make import HEADER, LEAD1, LEAD2, case


def comma_files():
    rows = [HEADER] + [["东莞市第%d五金制品有限公司" % i] + LEAD1[1:] for i in range(30)]
    want = [[str(i)] + row for i, row in enumerate(rows, 1)]
    text = "".join(",".join(row) + "\r\n" for row in rows).encode()
    # Two bytes of GBK in UTF-8 without a mark; and the same cut within the last character.
    bad = text.replace("张伟".encode(), "张".encode() + b"\xCE\xB0"[:1], 1)
    case("nearly_utf8.csv", bad, ("", [want[0], [want[1][0], want[1][1], "张\uFFFD"] + want[1][3:]] + want[2:]))
    case("utf8_cut.csv", text[:-3], ("", want[:-1] + [want[-1][:-1] + ["\uFFFD\uFFFD"]]))
    case("marked_numbers.csv", ("公司,电话,编号\r\n甲公司,'13800138000,`001\r\n乙公司,\t0755-28888888\t,=\"007\"\r\n丙公司,'说明',`x`\r\n").encode("gbk"),
         ("", [["1", "公司", "电话", "编号"], ["2", "甲公司", "13800138000", "001"], ["3", "乙公司", "0755-28888888", "007"], ["4", "丙公司", "'说明'", "`x`"]]))
    # Of an even size, and its NULs where those of UTF-16 would be.
    case("stray_nuls.csv", b"name\0,phone,place\r\nanna\0,13800138000,east1\r\nbert\0,13900139000,west\r\n",
         ("", [["1", "name", "phone", "place"], ["2", "anna", "13800138000", "east1"], ["3", "bert", "13900139000", "west"]]))
    # Long enough for the quick way through GB18030: characters of four bytes, one that is none, one that is cut off.
    long = ["公司,备注"] + ["喆堃%d公司,㐀䶵🙂甲" % i for i in range(300)]
    data = "\n".join(long).encode("gb18030").replace("甲\n".encode("gb18030"), b"\xFF\n", 1) + b"\n\xB9"
    want = [["1", "公司", "备注"]] + [[str(i + 2), "喆堃%d公司" % i, "㐀䶵🙂" + ("甲" if i else "\uFFFD")] for i in range(300)] + [["302", "\uFFFD"]]
    case("gb18030_long.csv", data, ("", want))


def main():
    comma_files()


if __name__ == "__main__":
    main()
