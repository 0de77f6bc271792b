import platform
import subprocess
import sys
from pathlib import Path

import pytest

COUNT = """
import ctypes, sys, threading
from pathlib import Path
from bot.bootstrap.heaps import share_heaps

if sys.argv[2] == "shared":
    share_heaps()
all_hold = threading.Barrier(16)

def hold():
    held = bytearray(100_000)
    all_hold.wait(20)

threads = [threading.Thread(target=hold) for _ in range(16)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
libc = ctypes.CDLL(None)
libc.fopen.restype = ctypes.c_void_p
told = libc.fopen(sys.argv[1].encode(), b"w")
libc.malloc_info(0, ctypes.c_void_p(told))
libc.fclose(ctypes.c_void_p(told))
print(Path(sys.argv[1]).read_text().count("<heap nr="))
"""


def heaps(how: str, told: Path) -> int:
    """How many heaps sixteen threads leave behind in a process of their own."""
    command = [sys.executable, "-c", COUNT, str(told), how]
    ended = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True)
    return int(ended.stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc keeps a heap for each thread")
def test_the_threads_of_the_serving_process_share_two_heaps(tmp_path: Path) -> None:
    assert heaps("shared", tmp_path / "shared.xml") <= 2 < heaps("apart", tmp_path / "apart.xml")
