"""Where the bars of a chart stand."""

from reception.reports.charts import HEIGHT, columns


def test_the_highest_column_stays_within_the_chart_and_numbers_are_round():
    chart = columns(["січ", "лют"], [[37, 20], [0, 5]])

    assert [line.words for line in chart.lines] == ["0", "10", "20", "30", "40"]
    assert max(bar.height for bar in chart.bars) == HEIGHT * 37 / 40
    assert all(bar.y + bar.height == HEIGHT for bar in chart.bars)


def test_nothing_is_no_bar():
    chart = columns(["січ"], [[0, 3]])

    assert [(bar.series, bar.words) for bar in chart.bars] == [(1, "січ: 3")]


def test_columns_of_one_place_stand_side_by_side():
    left, right = columns(["січ", "лют"], [[1, 1], [0, 0]]).bars

    assert left.x + left.width == right.x
    assert right.x + right.width <= 50


def test_many_places_name_only_some():
    chart = columns([str(n) for n in range(24)], [[1]] * 24)

    assert [place.words for place in chart.places] == ["0", "5", "10", "15", "20"]


def test_an_empty_chart_can_be_drawn():
    assert columns([], []).bars == []
