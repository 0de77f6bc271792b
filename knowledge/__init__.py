"""What is known, and how it is found. Imports nothing of ours."""

import os

# onnxruntime keeps an account of its use for its makers in the home folder, from its first import on
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
