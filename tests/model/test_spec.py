import pytest

from digitpad.errors import DigitpadError
from digitpad.model.layers import RAW, Activation, BatchNormalization, Dense, Dropout, Flatten, Rescaling, Reshape
from digitpad.model.spec import MAX_LAYERS, NetworkInfo, NetworkSpec

OUTPUT = Dense(10, "softmax")


def chain(*layers, input_shape=(28, 28)):
    return NetworkSpec(layers, input_shape)


def test_mlp_is_what_the_lessons_call_a_network():
    spec = NetworkSpec.mlp((500, 300), "tanh")
    assert spec.layers == (Rescaling(1 / 255), Flatten(), Dense(500, "tanh"), Dense(300, "tanh"), OUTPUT)
    assert str(spec) == "784-500-300-10"
    assert spec.classes == 10
    assert spec.parameter_count == 784 * 500 + 500 + 500 * 300 + 300 + 300 * 10 + 10
    assert spec.output_activation == "softmax"
    assert spec.expects_bytes


@pytest.mark.parametrize(
    ("layers", "expected"),
    [
        ([Dense(10)], [((784, 10), (10,))]),
        ([Dense(10, use_bias=False)], [((784, 10),)]),
        ([Dense(5), BatchNormalization(), Dense(10)], [((784, 5), (5,)), ((5,),) * 4, ((5, 10), (10,))]),
        ([BatchNormalization(center=False), Dense(10)], [((784,),) * 3, ((784, 10), (10,))]),
        ([BatchNormalization(center=False, scale=False), Dense(10)], [((784,),) * 2, ((784, 10), (10,))]),
        ([Dropout(0.5), Activation("relu"), Dense(10)], [(), (), ((784, 10), (10,))]),
    ],
)
def test_weight_shapes(layers, expected):
    spec = chain(*layers, input_shape=(784,))
    assert [shapes for _, shapes in spec.weight_shapes()] == expected


@pytest.mark.parametrize(
    ("layers", "expected"),
    [
        ([Flatten(), OUTPUT], "softmax"),
        ([Flatten(), Dense(10)], "linear"),
        ([Flatten(), Dense(10, "sigmoid")], "sigmoid"),
        ([Flatten(), Dense(10), Activation("softmax")], "softmax"),
        ([Flatten(), OUTPUT, Reshape((10,)), Dropout(0.1)], "softmax"),
        ([Flatten(), OUTPUT, Activation("relu")], "relu"),
        ([Flatten(), OUTPUT, Rescaling(2.0)], ""),
        ([Flatten(), OUTPUT, BatchNormalization()], ""),
    ],
)
def test_the_output_is_what_nothing_changes_after_the_last_activation(layers, expected):
    assert chain(*layers).output_activation == expected


@pytest.mark.parametrize(
    ("layers", "expected"),
    [
        ([Rescaling(1 / 255), Flatten(), OUTPUT], True),
        ([Flatten(), Rescaling(1 / 127.5, -1.0), OUTPUT], True),
        ([Rescaling(1.0, -127.5), Rescaling(1 / 127.5), Flatten(), OUTPUT], True),
        ([RAW, Flatten(), OUTPUT], True),
        ([Flatten(), OUTPUT], False),
        ([Rescaling(2.0, -1.0), Flatten(), OUTPUT], False),
        ([Flatten(), Dense(5), Rescaling(1 / 255), OUTPUT], False),
    ],
)
def test_expects_bytes_when_it_takes_them_itself(layers, expected):
    assert chain(*layers).expects_bytes is expected


@pytest.mark.parametrize(
    ("layers", "input_shape", "words"),
    [
        pytest.param([], (28, 28), "no Dense layer", id="empty"),
        pytest.param([Flatten()], (28, 28), "no Dense layer", id="nothing to learn"),
        pytest.param([Flatten(), OUTPUT], (32, 32, 3), "28 x 28", id="colour pictures"),
        pytest.param([Flatten()] * MAX_LAYERS + [OUTPUT], (28, 28), "too big for Digitpad", id="many layers"),
        pytest.param([Flatten(), Dense(4097), OUTPUT], (28, 28), "4,097 units, which is too big", id="wide"),
        pytest.param([Flatten(), Dense(0), OUTPUT], (28, 28), "0 units", id="no units"),
        pytest.param(
            [Flatten(), *[Dense(4096)] * 5, OUTPUT], (28, 28), "parameters, which is too big", id="parameters"
        ),
        pytest.param([Flatten(), Dense(1)], (28, 28), "1 outputs", id="one class"),
        pytest.param([Flatten(), Dense(63)], (28, 28), "63 outputs", id="many classes"),
        pytest.param([Flatten(), Dense(10, "mish")], (28, 28), "“mish”", id="activation of a Dense"),
        pytest.param([Flatten(), Activation("mish"), OUTPUT], (28, 28), "“mish”", id="activation"),
        pytest.param([OUTPUT], (28, 28), "put a Flatten before", id="Dense on rows"),
        pytest.param([OUTPUT], (28, 28, 1), "put a Flatten before", id="Dense on single pixels"),
        pytest.param([BatchNormalization(), Flatten(), OUTPUT], (28, 28), "Flatten", id="normalized rows"),
        pytest.param([Activation("softmax"), Flatten(), OUTPUT], (28, 28), "Flatten", id="softmax of rows"),
        pytest.param([Flatten(), OUTPUT, Reshape((2, 5))], (28, 28), "one number a class", id="output table"),
        pytest.param([Reshape((27, 28)), Flatten(), OUTPUT], (28, 28), "cannot turn", id="lossy Reshape"),
        pytest.param([Reshape((-1, -1)), Flatten(), OUTPUT], (28, 28), "cannot turn", id="vague Reshape"),
        pytest.param([Reshape((-1, 0)), Flatten(), OUTPUT], (28, 28), "cannot turn", id="zero Reshape"),
        pytest.param([Reshape(()), Flatten(), OUTPUT], (28, 28), "cannot turn", id="empty Reshape"),
        pytest.param([Reshape((-2, -392)), Flatten(), OUTPUT], (28, 28), "cannot turn", id="negative Reshape"),
    ],
)
def test_refuses_in_words(layers, input_shape, words):
    with pytest.raises(DigitpadError) as refusal:
        chain(*layers, input_shape=input_shape)
    assert words in str(refusal.value)


@pytest.mark.parametrize(
    ("layers", "input_shape"),
    [
        ([OUTPUT], (784,)),
        ([Reshape((784,)), OUTPUT], (28, 28)),
        ([Reshape((-1,)), OUTPUT], (28, 28, 1)),
        ([Reshape((28, 28, 1)), Rescaling(1 / 255), Flatten(), OUTPUT], (784,)),
        ([Activation("relu"), Flatten(), Dense(784), Reshape((-1, 7)), Flatten(), OUTPUT], (28, 28)),
    ],
)
def test_accepts_every_way_to_a_vector(layers, input_shape):
    assert chain(*layers, input_shape=input_shape).classes == 10


def test_unknown_classes_are_called_by_their_numbers():
    assert NetworkInfo.unknown(3) == NetworkInfo(("0", "1", "2"))
