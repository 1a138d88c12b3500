"""A small service of the same kind in Python: FastAPI over Pillow and NumPy; started by bench/serving.

It takes light ink on black, as a drawing page sends it: it crops to the ink, scales the longer side to 20
pixels and moves the centre of mass to the middle of 28 x 28. It then runs a dense network of three layers,
the one in SERVING_NETWORK. It looks for no shade, grain, lines of paper, second digit or ink of the other
colour, and limits, logs and documents nothing: all that is left out is speed.
"""
import io
import os

import numpy as np
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from PIL import Image

SIDE, LONGEST, MIDDLE, VISIBLE = 28, 20, 14, 40

network = np.load(os.environ["SERVING_NETWORK"])
layers = [(network[f"w{i}"], network[f"b{i}"].ravel()) for i in (1, 2, 3)]
columns = np.arange(LONGEST, dtype=np.float32)
app = FastAPI(openapi_url=None)


def prepare(picture):
    left, top, right, bottom = picture.point(lambda level: 255 * (level >= VISIBLE)).getbbox()
    scale = LONGEST / max(right - left, bottom - top)
    width, height = max(1, round((right - left) * scale)), max(1, round((bottom - top) * scale))
    digit = np.asarray(picture.resize((width, height), Image.BOX, (left, top, right, bottom)))
    mass = digit.sum(dtype=np.float32)
    x = int(np.clip(round(MIDDLE - digit.sum(axis=0) @ columns[:width] / mass), 0, SIDE - width))
    y = int(np.clip(round(MIDDLE - digit.sum(axis=1) @ columns[:height] / mass), 0, SIDE - height))
    prepared = np.zeros((SIDE, SIDE), np.float32)
    prepared[y:y + height, x:x + width] = digit
    return prepared.ravel() / 255


def read(x):
    for weights, bias in layers[:-1]:
        x = np.maximum(weights @ x + bias, 0)
    weights, bias = layers[-1]
    scores = weights @ x + bias
    scores = np.exp(scores - scores.max())
    return scores / scores.sum()


# On the loop itself: handing a millisecond of work to a thread costs more than it saves, and the workers
# share the cores.
@app.post("/api/predict")
async def predict(request: Request):
    picture = Image.open(io.BytesIO(await request.body())).convert("L")
    probabilities = read(prepare(picture))
    digit = int(probabilities.argmax())
    return JSONResponse(
        {"digit": digit, "confidence": float(probabilities[digit]), "probabilities": probabilities.tolist()})
