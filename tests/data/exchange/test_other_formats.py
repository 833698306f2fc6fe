"""Formats that stay closed are called by their names."""

import gzip
import io
import zipfile

import pytest
from helpers.labelled import refusal


def zipped(*names):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("mnist.pkl.gz", gzip.compress(b"\x80\x03" + bytes(99)), "is a pickle, which could run a program"),
        ("old.pkl", b"(dp0\nS'x'\n", "is a pickle, which could run a program"),
        ("model.pt", zipped("model/data.pkl", "model/data/0"), "is a pickle, which could run a program"),
        ("a.arff", b"% digits\n\n@RELATION digits\n@ATTRIBUTE p0 numeric\n", "is an ARFF file of Weka's"),
        ("a.xlsx", zipped("[Content_Types].xml", "xl/workbook.xml"), "is an Excel workbook; save its sheet as CSV"),
        ("a.xls", b"\xd0\xcf\x11\xe0" + bytes(600), "is an Excel workbook"),
        ("mnist.scale", b"5 153:0.0117 154:0.07 155:1\n", "is in the sparse format of LIBSVM; save it as CSV"),
        ("a.zip", zipped("train.csv", "test.csv", "__MACOSX/x.png"), "is a zip of CSV files; unpack it"),
        ("a.zip", zipped("set/0/1.png"), "is a zip of pictures; unpack it and choose the folder"),
        ("a.zip", zipped("train-images-idx3-ubyte"), "is a zip of IDX files; unpack it"),
        ("project.tm", zipped("manifest.json", "Class 1-!-0.png"), "is a project of Teachable Machine; download"),
        ("a.zip", zipped("model.json", "metadata.json", "weights.bin"), "is a project of Teachable Machine"),
        ("a.tar.gz", gzip.compress(b"name" + bytes(600)), "is gzipped, but neither an IDX nor a CSV file"),
        ("empty.gz", gzip.compress(b"\n" * 200_000), "consists of empty rows"),
    ],
)
def test_what_stays_closed_is_called_by_its_name(written, name, content, says):
    assert says in refusal(written(content, name))
