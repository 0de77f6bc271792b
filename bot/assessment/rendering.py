"""SVG -> PNG in a process of its own: resvg holds the interpreter's lock while it draws, and every other
person would wait for that tenth of a second."""

import subprocess
import sys

from bot.assessment.lettering import BOLD, FAMILY, REGULAR

_PATIENCE = 20.0  # seconds
_PROGRAM = """
import sys, resvg_py
family, width, *fonts = sys.argv[1:]
sys.stdout.buffer.write(resvg_py.svg_to_bytes(
    svg_string=sys.stdin.buffer.read().decode(), width=int(width),
    font_files=fonts, font_family=family, skip_system_fonts=True))
"""


class PictureFailed(RuntimeError):
    """The picture could not be drawn; the message says why."""


def to_png(svg: str, width: int) -> bytes:
    """The picture, `width` pixels wide, with our typeface and no other; raises PictureFailed."""
    command = [sys.executable, "-I", "-c", _PROGRAM, FAMILY, str(width), str(REGULAR), str(BOLD)]
    try:
        drawn = subprocess.run(
            command, input=svg.encode(), capture_output=True, check=True, timeout=_PATIENCE
        )
    except subprocess.CalledProcessError as error:
        raise PictureFailed(error.stderr.decode(errors="replace").strip().rpartition("\n")[2]) from error
    except (subprocess.TimeoutExpired, OSError) as error:
        raise PictureFailed(str(error)) from error
    return drawn.stdout
