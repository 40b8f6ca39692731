from eventcoder.actors.codes import SectorTable


def test_codes_sectors_by_precedence_each_once() -> None:
    table = SectorTable({"GOV": 3, "MIL": 2, "COP": 1}, {})
    assert table.ordered(["GOV", "MIL", "GOV", "", "COP"]) == ("COP", "MIL", "GOV")
    assert table.ordered(["XXX", "GOV"]) == ("GOV", "XXX")


def test_codes_packaged_table_is_complete() -> None:
    table = SectorTable.load()
    assert table.precedence["REB"] < table.precedence["CVL"]
    assert table.roles["MED"] == "HLH"


def test_codes_cameo_pieces_in_order_none_twice() -> None:
    table = SectorTable.load()
    assert table.cameo("USA", [], ["MIL"], {}) == "USAMIL"
    assert table.cameo("IGOUNO", [], [], {}) == "IGOUNO"
    assert table.cameo("IRQ", ["KUR"], ["REB"], {}) == "IRQKURREB"
    assert table.cameo("USA", [], ["JRN"], {}) == "USAMED"
    assert table.cameo("PSEREBHMS", [], ["REB"], {}) == "PSEREBHMS"
    assert table.cameo("USA", [], ["PRM"], {"PRM": "UAF"}) == "USAUAF"
