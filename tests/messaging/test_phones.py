import pytest

from messaging.phones import can_receive_sms, normalise


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("041 123 456", "+38641123456"),
        ("00386 41 123 456", "+38641123456"),
        ("(01) 828 16 90", "+38618281690"),
        ("+381 64 1234567", "+381641234567"),
    ],
)
def test_normalise_reads_what_people_write(written, number):
    assert normalise(written) == number


@pytest.mark.parametrize("written", ["", "maja", "12", "041 123 45", "+999 123456"])
def test_normalise_refuses_what_nobody_can_have(written):
    with pytest.raises(ValueError, match="telephone"):
        normalise(written)


@pytest.mark.req("B26")
def test_landline_is_no_target_of_an_sms():
    numbers = ["+38641123456", "+38618281690", "+381641234567", "041 123 456", ""]

    assert [can_receive_sms(number) for number in numbers] == [True, False, True, False, False]
