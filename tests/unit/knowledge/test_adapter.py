from pathlib import Path

import numpy as np
import pytest

from knowledge.adapter import Task, load_adapter, write_adapter


def test_an_adapter_comes_back_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "adapter.npz"
    up, down = np.array([[1.0], [2.0]]), np.array([[0.5, 0.25]])
    arrays = {"l3.ao.up": up, "l3.ao.down": down, "head": np.ones(4), "bias": np.zeros(1)}
    halves = {name: values.astype(np.float16) for name, values in arrays.items()}
    write_adapter(halves | {"layers": np.array(5)}, path)
    adapter = load_adapter(path)
    change = adapter.change("l3.ao")
    assert change is not None
    assert change.tolist() == [[0.5, 0.25], [1.0, 0.5]]
    assert adapter.change("l2.ao") is None
    assert adapter.head is not None
    assert adapter.head.weights.tolist() == [1, 1, 1, 1]
    assert adapter.layers == 5
    assert [path.name for path in tmp_path.iterdir()] == ["adapter.npz"]


@pytest.mark.parametrize("task", Task)
def test_the_shipped_adapters_fit_the_encoder(task: Task) -> None:
    adapter = load_adapter(task.path)
    shapes = {"qkv": (1152, 384), "ao": (384, 384), "fi": (1536, 384), "fo": (384, 1536)}
    assert adapter.factors
    for name, (up, down) in adapter.factors.items():
        assert (up.shape[0], down.shape[1]) == shapes[name.split(".")[1]]
        assert np.isfinite(up).all() and np.isfinite(down).all()
        assert adapter.layers is None or int(name.split(".")[0].removeprefix("l")) < adapter.layers


def test_the_readers_have_a_head_and_fewer_layers_and_a_glance_the_fewest() -> None:
    finding, reading, glance = (load_adapter(task.path) for task in Task)
    assert (finding.head, finding.layers) == (None, None)
    assert reading.layers is not None and glance.layers is not None
    assert 2 * glance.layers <= reading.layers < 12
    for reader in (reading, glance):
        assert reader.head is not None and reader.head.weights.shape == (768,)
