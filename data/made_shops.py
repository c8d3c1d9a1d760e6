"""Exports of shops and of web analytics other than Google's: Shopify, WooCommerce, Matomo, Plausible."""

from __future__ import annotations

from datetime import datetime

from made_files import Row, days, utf8, utf16, written
from make_campaign import Draw

FIRST = datetime(2026, 2, 2)
SOURCES = (("Facebook", 0.9), ("Instagram", 1.4), ("Google", 2.1), ("Newsletter", 0.6), ("Direct", 1.7))


def matomo(french: bool) -> bytes:
    """Channels, UTF-16 as Matomo writes for spreadsheets; visits of unknown origin are direct entries."""
    draw = Draw(81)
    heads = ["Label", "Unique visitors", "Visits", "Actions", "Bounces", "Conversions", "Revenue"]
    names = ["Direct Entry", "Search Engines", "Social Networks", "Websites", "Campaigns"]
    if french:
        heads = ["Nom", "Visiteurs uniques", "Visites", "Actions", "Rebonds", "Conversions", "Revenu"]
        names = ["Entrées directes", "Moteurs de recherche", "Réseaux sociaux", "Sites web", "Campagnes"]
    rows: list[Row] = [heads]
    for name in names:
        visits = draw.whole(120, 2_400)
        bought = draw.share_of(visits, 0.02)
        made = [round(visits * 0.82), visits, visits * 3, round(visits * 0.4), bought, bought * 34]
        rows.append([name, *made])
    return utf16(written(rows))


def plausible(*heads: str, names: tuple[str, ...]) -> bytes:
    """One file of Plausible's export: what its rows are, visitors, and what else it counts."""
    draw = Draw(82 + len(heads))
    rows: list[Row] = [heads]
    for name in names:
        visitors = draw.whole(20, 900)
        more = {"visits": round(visitors * 1.2), "pageviews": round(visitors * 2.4), "bounce_rate": 51}
        more |= {"visitors": visitors, "visit_duration": 83, "time_on_page": 40, "scroll_depth": 62}
        more |= {"unique_conversions": visitors // 9, "total_conversions": visitors // 8}
        rows.append([name, *(more[head] for head in heads[1:])])
    return utf8(written(rows))


def shopify(first: list[str], french: bool = False, net: bool = True) -> bytes:
    """Sales by source: gross, discounts, returns below zero, net, taxes, total."""
    draw, rows = Draw(83), list[Row]()
    heads = ["Orders", "Gross sales", "Discounts", "Returns", "Net sales", "Taxes", "Total sales"]
    if french:
        heads = ["Commandes", "Ventes brutes", "Réductions", "Retours", "Ventes nettes", "Taxes"]
        heads += ["Ventes totales"]
    kept = range(7) if net else (0, 6)
    for name, weight in SOURCES:
        orders = round(draw.whole(20, 60) * weight)
        gross = round(orders * draw.between(33, 39), 2)
        cut, back = -round(gross * 0.04, 2), -round(gross * 0.03, 2)
        sold = round(gross + cut + back, 2)
        cells = [orders, gross, cut, back, sold, round(sold * 0.2, 2), round(sold * 1.2, 2)]
        rows.append([name] * len(first) + [cells[at] for at in kept])
    return utf8(written([[*first, *(heads[at] for at in kept)], *rows]))


def shopify_days() -> bytes:
    """Total sales over time, with the year before beside it."""
    draw = Draw(84)
    heads = ["Day", "Orders", "Gross sales", "Net sales", "Total sales"]
    rows: list[Row] = [[*heads, "Day (previous_year)", "Orders (previous_year)"]]
    for day in days(FIRST, 14):
        orders = draw.whole(3, 19)
        gross = round(orders * draw.between(33, 39), 2)
        sold = [orders, gross, round(gross * 0.93, 2), round(gross * 1.1, 2)]
        rows.append([f"{day:%Y-%m-%d}", *sold, f"{day.replace(year=2025):%Y-%m-%d}", orders - 2])
    return utf8(written(rows))


def shopify_orders() -> bytes:
    """Orders as they are listed: a line an article, the amounts on the first; one was refunded."""
    draw = Draw(85)
    heads = ["Name", "Email", "Financial Status", "Paid at", "Fulfillment Status", "Currency", "Subtotal"]
    heads += ["Shipping", "Taxes", "Total", "Created at", "Lineitem quantity", "Lineitem name", "Source"]
    rows: list[Row] = [heads]
    for number, day in enumerate(days(FIRST, 10)):
        sold = round(draw.between(24, 96), 2)
        status = "refunded" if number == 4 else "paid"
        at = f"{day:%Y-%m-%d} 10:{number:02}:00 +0100"
        source = ("web", "web", "facebook", "instagram")[number % 4]
        first = [f"#10{number:02}", "", status, at, "fulfilled", "EUR", sold, 4.9, round(sold * 0.2, 2)]
        rows.append([*first, round(sold * 1.2 + 4.9, 2), at, 1, "Fine days box", source])
        if number % 3 == 0:
            rows.append([f"#10{number:02}", *[""] * 9, at, 2, "Mint and verbena", source])
    return utf8(written(rows))


def woocommerce(french: bool) -> bytes:
    """Orders with their origin; one was cancelled, and the names are those of nobody."""
    draw = Draw(86)
    heads = ["Date", "Order #", "Status", "Customer", "Customer type", "Product(s)", "Items sold"]
    heads += ["Coupon(s)", "Net sales", "Attribution"]
    words = ("completed", "cancelled", "Guest", "new")
    if french:
        heads = ["Date", "Commande n°", "État", "Client", "Type de client", "Produit(s)", "Articles vendus"]
        heads += ["Code(s) promo", "Ventes nettes", "Attribution"]
        words = ("Terminée", "Annulée", "Invité", "nouveau")
    rows: list[Row] = [heads]
    for number, day in enumerate(days(FIRST, 12)):
        origin = ("Direct", "Organic: Google", "Source: Instagram", "Referral: Lemouv")[number % 4]
        state = words[1] if number == 5 else words[0]
        box = "1× Coffret" if french else "1× Fine days box"
        sold = round(draw.between(24, 96), 2)
        rows.append([f"{day:%Y-%m-%d}", 2040 + number, state, words[2], words[3], box, 1, "", sold, origin])
    return utf8(written(rows))


def coverage() -> bytes:
    """Index coverage in French: days without any number, then how many pages Google knows."""
    draw = Draw(87)
    rows: list[Row] = [["Date", "Non indexées", "Dans l'index", "Impressions"]]
    for number, day in enumerate(days(FIRST, 14)):
        known = ["", "", 0] if number < 3 else [draw.whole(30, 40), draw.whole(12, 18), draw.whole(4, 30)]
        rows.append([f"{day:%Y-%m-%d}", *known])
    return utf8(written(rows))


DAYS = tuple(f"{day:%Y-%m-%d}" for day in days(FIRST, 14))
EXPORTS = {
    "matomo_channels_en.csv": lambda: matomo(french=False),
    "matomo_canaux_fr.csv": lambda: matomo(french=True),
    "plausible_sources.csv": lambda: plausible(
        "name", "visitors", "bounce_rate", "visit_duration", names=("Direct / None", "Google", "Instagram")
    ),
    "plausible_visitors.csv": lambda: plausible(
        "date", "visitors", "pageviews", "visits", "bounce_rate", "visit_duration", names=DAYS
    ),
    "plausible_pages.csv": lambda: plausible(
        "name", "visitors", "pageviews", "bounce_rate", "time_on_page", names=("/", "/coffret")
    ),
    "plausible_countries.csv": lambda: plausible("name", "visitors", names=("France", "Belgium", "Canada")),
    "plausible_conversions.csv": lambda: plausible(
        "name", "unique_conversions", "total_conversions", names=("Newsletter", "Order")
    ),
    "shopify_sales_by_source_en.csv": lambda: shopify(["Referring channel"]),
    "shopify_ventes_par_source_fr.csv": lambda: shopify(["Source de référence"], french=True),
    "shopify_total_sales_en.csv": lambda: shopify(["Sales channel"], net=False),
    "shopify_days_en.csv": shopify_days,
    "shopify_orders.csv": shopify_orders,
    "woocommerce_orders_en.csv": lambda: woocommerce(french=False),
    "woocommerce_commandes_fr.csv": lambda: woocommerce(french=True),
    "search_console_indexation_fr.csv": coverage,
}
