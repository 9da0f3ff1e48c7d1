#!/usr/bin/python3
"""Draws grids of cells as PNGs in Terminus 16 x 32, as the Linux console would.

Reads JSON Lines {"file", "rows": [[[char, "#rrggbb"], ...], ...], "bold": ...} from stdin.
Needs python3-pil and xfonts-terminus.
"""
import gzip, json, os, sys, tempfile
from PIL import Image, ImageDraw, ImageFont

FONTS = "/usr/share/fonts/X11/misc/ter-u32%s_unicode.pcf.gz"


def font(weight):
    with tempfile.NamedTemporaryFile(suffix=".pcf", delete=False) as file:
        file.write(gzip.open(FONTS % weight).read())
    face = ImageFont.truetype(file.name, 32)
    os.unlink(file.name)
    return face


def main():
    faces = {False: font("n"), True: font("b")}
    for line in sys.stdin:
        screen = json.loads(line)
        rows = screen["rows"]
        image = Image.new("RGB", (16 * len(rows[0]), 32 * len(rows)), "#000000")
        draw = ImageDraw.Draw(image)
        draw.fontmode = "1"
        for y, row in enumerate(rows):
            for x, (char, colour, bold) in enumerate(row):
                if char.strip():
                    draw.text((16 * x, 32 * y), char, font=faces[bold], fill=colour)
        if len(rows[0]) > 130:
            image = image.resize((image.width // 2, image.height // 2), Image.LANCZOS)
        image.save(screen["file"])
        print(screen["file"])


main()
