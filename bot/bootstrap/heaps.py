"""How many heaps the C library keeps for the threads of the serving process."""

import ctypes

HEAPS = 2  # one a core; each further one keeps memory for itself that its threads have given back
_M_ARENA_MAX = -8  # of glibc's malloc.h


def share_heaps() -> None:
    """All threads share HEAPS from now on; elsewhere than under glibc nothing changes."""
    try:
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, HEAPS)
    except (AttributeError, OSError, TypeError):  # another C library; on Windows there is no CDLL(None)
        return
