from eventcoder.actors.codes import SectorTable


def test_codes_sectors_by_precedence_each_once() -> None:
    assert SectorTable.load().ordered(["GOV", "MIL", "GOV", "", "COP"]) == ("COP", "MIL", "GOV")


def test_codes_cameo_pieces_in_order_none_twice() -> None:
    table = SectorTable.load()
    assert table.cameo("USA", [], ["MIL"], {}) == "USAMIL"
    assert table.cameo("IGOUNO", [], [], {}) == "IGOUNO"
    assert table.cameo("IRQ", ["KUR"], ["REB"], {}) == "IRQKURREB"
    assert table.cameo("USA", [], ["JRN"], {}) == "USAMED"
    assert table.cameo("PSEREBHMS", [], ["REB"], {}) == "PSEREBHMS"
    assert table.cameo("USA", [], ["PRM"], {"PRM": "UAF"}) == "USAUAF"
