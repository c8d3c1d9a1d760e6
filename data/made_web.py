"""Exports of Google Analytics, Universal Analytics and Search Console."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from made_files import NAME, Row, days, ratio, utf8, workbook, written
from make_campaign import START, Draw

RULE = "# ----------------------------------------"
PAGES = (
    "/",
    "/coffret",
    "/boutique",
    "/recettes/menthe-verveine",
    "/reglement",
    "/atelier",
    "/contact",
    "/livraison",
)


def _above(*lines: str) -> str:
    return "\n".join([RULE, *lines, RULE]) + "\n"


def ga4_channels() -> bytes:
    """Traffic acquisition in French, as opened in a spreadsheet and saved: `;`, 62,5 %, 1 234,56 €."""
    draw = Draw(41)
    heads = [
        "Groupe de canaux principal de la session (Groupe de canaux par défaut)",
        "Sessions",
        "Sessions avec engagement",
        "Taux d'engagement",
        "Nombre d'événements",
        "Événements clés",
        "Revenu total",
    ]
    names = (
        ("Organic Search", 2_900),
        ("Organic Social", 1_850),
        ("Direct", 1_320),
        ("Paid Social", 940),
        ("Email", 610),
        ("Referral", 240),
        ("Unassigned", 31),
    )
    sums, rows = [0, 0, 0, 0, 0.0], list[Row]()
    for name, sessions in names:
        engaged = round(sessions * draw.between(0.42, 0.71))
        events, keys = round(sessions * draw.between(4, 7)), draw.share_of(sessions, 0.02)
        made = [sessions, engaged, events, keys, round(keys * draw.between(28, 39), 2)]
        sums = [a + b for a, b in zip(sums, made, strict=True)]
        rows.append(_in_french(name, made))
    period = ["# Date de début : 20260105", "# Date de fin : 20260330"]
    title = "# Acquisition de trafic : groupe de canaux principal de la session (Groupe de canaux par défaut)"
    above = (
        _above(title, f"# Compte : {NAME}", f"# Propriété : {NAME} - GA4") + "\n".join(["# ", *period]) + "\n"
    )
    return utf8(above + written([heads, *rows, _in_french("Total général", sums)], delimiter=";"))


def _in_french(name: str, made: list[Any]) -> Row:
    sessions, engaged, events, keys, revenue = made
    rate = f"{100 * engaged / sessions:.1f}".replace(".", ",") + " %"
    whole = [f"{n:,}".replace(",", "\u202f") for n in (sessions, engaged, events, keys)]
    money = f"{revenue:,.2f}".replace(",", "\u202f").replace(".", ",") + " €"
    return [name, *whole[:2], rate, *whole[2:], money]


def ga4_landing_pages() -> bytes:
    """An exploration: the row of totals has an empty first cell and one cell more than the headings."""
    draw, rows = Draw(42), list[Row]()
    for page in (*PAGES, "(not set)"):
        sessions = draw.whole(60, 2_400)
        engaged, orders = round(sessions * draw.between(0.4, 0.7)), draw.share_of(sessions, 0.015)
        rows.append([page, sessions, engaged, orders, round(orders * draw.between(28, 39), 2)])
    rows.sort(key=lambda row: -row[1])
    sums = [round(sum(row[at] for row in rows), 2) for at in range(1, 5)]
    heads = ["Landing page", "Sessions", "Engaged sessions", "Transactions", "Total revenue"]
    above = _above(f"# {NAME} – GA4", "# Landing pages-Free form 1", "# 20260105-20260330") + "\n"
    return utf8(above + written([heads, ["", *sums, "Grand total"], *rows]))


def ga4_snapshot() -> bytes:
    """The reports snapshot: small tables under comments of their own, days by their number, an empty one."""
    draw = Draw(43)
    daily: list[Row] = [["Nth day", "Active users"], *([f"{n:04}", draw.whole(31, 128)] for n in range(14))]
    channels: list[Row] = [
        ["Session primary channel group (Default channel group)", "Sessions"],
        ["Organic Search", 512],
        ["Organic Social", 371],
        ["Direct", 240],
        ["Paid Social", 166],
    ]
    pages: list[Row] = [
        ["Page title and screen class", "Views"],
        ["The fine days box", 904],
        ["Home", 611],
        ["Iced mint and verbena", 388],
        ["Our shop", 290],
    ]
    countries: list[Row] = [["Country ID", "Active users"], ["FR", 803], ["BE", 92], ["CH", 51], ["CA", 30]]
    empty: list[Row] = [["Platform", "Key events"]]
    period = "# \n# Start date: 20260105\n# End date: 20260118\n"
    first = _above("# Report CSV Export", f"# Account: {NAME}", f"# Property: {NAME} - GA4")
    tables = (daily, channels, pages, countries, empty)
    return utf8(first + "\n".join(period + written(table) for table in tables))


def universal_analytics() -> bytes:
    """A workbook of three sheets: nothing, pages, days; the last row of the two tables is a total."""
    draw = Draw(44)
    summary: list[Row] = [["All Web Site Data"], ["Pages"], ["20220606-20220619"], [], ["Links to data:"]]
    pages: list[Row] = [
        [
            "Page",
            "Pageviews",
            "Unique Pageviews",
            "Avg. Time on Page",
            "Entrances",
            "Bounce Rate",
            "% Exit",
            "Page Value",
        ]
    ]
    for page in PAGES:
        views = draw.whole(90, 1_900)
        alone, entered = round(views * 0.82), round(views * draw.between(0.3, 0.7))
        pages.append(
            [
                page,
                views,
                alone,
                round(draw.between(18, 140), 6),
                entered,
                round(draw.between(0.4, 0.8), 6),
                ratio(entered * 0.9, views, 6),
                0,
            ]
        )
    total = sum(row[1] for row in pages[1:])
    pages.append(
        [
            "",
            total,
            sum(row[2] for row in pages[1:]),
            61.204417,
            sum(row[4] for row in pages[1:]),
            0.611903,
            0.452188,
            0,
        ]
    )
    cuts = sorted(draw.whole(1, total - 1) for _ in range(13))
    by_day = [b - a for a, b in zip([0, *cuts], [*cuts, total], strict=True)]
    daily: list[Row] = [["Day Index", "Pageviews"]]
    daily += [[day, n] for day, n in zip(days(datetime(2022, 6, 6), 14), by_day, strict=True)]
    return workbook(Summary=summary, Dataset1=pages, Dataset2=[*daily, [None, total]])


def search_console(heading: str, *names: str) -> bytes:
    """Search results in French: a percent sign and a decimal point, whatever the language."""
    draw, rows = Draw(45 + len(names[0])), list[Row]()
    for name in names:
        seen = draw.whole(300, 9_000)
        clicks = draw.share_of(seen, 0.05)
        rows.append(
            [
                name,
                clicks,
                seen,
                f"{100 * clicks / seen:.2f}".rstrip("0").rstrip(".") + "%",
                round(draw.between(1.2, 24), 2),
            ]
        )
    ordered = rows if heading == "Date" else sorted(rows, key=lambda row: -row[1])
    return utf8(written([[heading, "Clics", "Impressions", "CTR", "Position"], *ordered]).rstrip("\n"))


QUERIES = (
    "atelier brindille",
    "tisane coffret",
    "verveine glacée recette",
    "tisane beaux jours",
    "coffret tisane cadeau",
    "menthe verveine glacée",
    "tisane artisanale lyon",
    "brindille tisane avis",
)
NEWEST = [f"{START + timedelta(days=n):%Y-%m-%d}" for n in range(13, -1, -1)]
EXPORTS = {
    "ga4_canaux_fr.csv": ga4_channels,
    "ga4_landing_pages_en.csv": ga4_landing_pages,
    "ga4_snapshot_en.csv": ga4_snapshot,
    "universal_analytics_en.xlsx": universal_analytics,
    "search_console_requetes_fr.csv": lambda: search_console("Requêtes les plus fréquentes", *QUERIES),
    "search_console_pages_fr.csv": lambda: search_console(
        "Pages les plus populaires", *(f"https://atelier-brindille.example{page}" for page in PAGES)
    ),
    "search_console_pays_fr.csv": lambda: search_console("Pays", "France", "Belgique", "Suisse", "Canada"),
    "search_console_appareils_fr.csv": lambda: search_console("Appareil", "Mobile", "Ordinateur", "Tablette"),
    "search_console_dates_fr.csv": lambda: search_console("Date", *NEWEST),
    "search_console_filtres_fr.csv": lambda: utf8(
        "Filtre,Valeur\nType de recherche,Web\nDate,Les 3\u00a0derniers mois"
    ),
}
