"""Write the made campaign: a quarter of posts of a brand that does not exist, as Meta's exports have it.

    python data/make_campaign.py

Four files, campaign_{facebook,instagram}_{en,fr}.csv: the same posts and the same numbers, in the
headings, dates, quoting and empty cells of Meta Business Suite. The English headings are those of real
exports; the French ones are those documented by people who work with French exports. The numbers are
drawn with a fixed seed, so that running this again gives the same bytes.
"""

from __future__ import annotations

import random
import tomllib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SEED = 533
PAID = 0.4  # people reached by a boosted post react less than those who follow the page
START = datetime(2026, 1, 5)
FOLLOWERS = {"facebook": 8_400, "instagram": 5_600}
AGAIN = {"en": "Again: ", "fr": "Bis\u00a0: "}
TAGS = {"en": "\n\n#herbaltea #finedays #atelierbrindille", "fr": "\n\n#tisane #beauxjours #atelierbrindille"}

# Per person reached: reactions, comments, shares, saves, clicks on the link (None: the post has no link).
KINDS: dict[str, tuple[float, float, float, float, float | None]] = {
    "shop": (0.012, 0.001, 0.002, 0.004, 0.045),
    "backstage": (0.060, 0.006, 0.005, 0.006, None),
    "question": (0.020, 0.040, 0.002, 0.001, None),
    "recipe": (0.034, 0.003, 0.012, 0.035, None),
    "contest": (0.045, 0.055, 0.018, 0.004, 0.003),
    "news": (0.028, 0.008, 0.006, 0.002, None),
}
TYPES = {
    "facebook": {"shop": "Links", "backstage": "Reels"},
    "instagram": {"backstage": "IG reel", "recipe": "IG carousel"},
}
# A French export calls reels videos too: only the address of the post tells them apart.
TYPES_FR = {
    "Links": "Liens", "Reels": "Vidéos", "Photos": "Photos",
    "IG reel": "Reel Instagram", "IG carousel": "Carrousel Instagram", "IG image": "Image Instagram",
}

# Field -> (English heading, French heading); one without a documented French heading is left out in French.
FACEBOOK: dict[str, tuple[str, str | None]] = {
    "post_id": ("Post ID", "Identifiant de la publication"),
    "account_id": ("Page ID", "ID de la Page"),
    "account": ("Page name", "Nom de la page"),
    "title": ("Title", "Titre"),
    "description": ("Description", "Description"),
    "duration": ("Duration (sec)", "Durée (s)"),
    "published": ("Publish time", "Heure de publication"),
    "caption": ("Caption type", None),
    "permalink": ("Permalink", "Permalien"),
    "crosspost": ("Is crosspost", "Est un crosspostage"),
    "share": ("Is share", "Est un partage"),
    "post_type": ("Post type", "Type de publication"),
    "languages": ("Languages", None),
    "labels": ("Custom labels", None),
    "funded": ("Funded content status", "Statut du contenu financé"),
    "comment": ("Data comment", "Commentaire des données"),
    "period": ("Date", "Date"),
    "views": ("Views", "Vues"),
    "reach": ("Reach", "Couverture"),
    "public": ("Reactions, Comments and Shares", "Réactions, commentaires et partages"),
    "likes": ("Reactions", "Réactions"),
    "comments": ("Comments", "Commentaires"),
    "shares": ("Shares", "Partages"),
    "clicks": ("Total clicks", "Total des clics"),
    "link_clicks": ("Link Clicks", "Clics sur un lien"),
    "other_clicks": ("Other Clicks", None),
    "views_organic": ("Views from Organic posts", "Vues de Publications organiques"),
    "views_boosted": ("Views from Boosted posts", "Vues de Publications boostées"),
    "reach_organic": ("Reach from Organic posts", "Couverture de Publications organiques"),
    "reach_boosted": ("Reach from Boosted posts", "Couverture de Publications boostées"),
}
INSTAGRAM: dict[str, tuple[str, str | None]] = {
    "post_id": ("Post ID", "Identifiant de la publication"),
    "account_id": ("Account ID", "ID du compte"),
    "username": ("Account username", "Nom de profil du compte"),
    "account": ("Account name", "Nom du compte"),
    "description": ("Description", "Description"),
    "duration": ("Duration (sec)", "Durée (s)"),
    "published": ("Publish time", "Heure de publication"),
    "permalink": ("Permalink", "Permalien"),
    "post_type": ("Post type", "Type de publication"),
    "comment": ("Data comment", "Commentaire des données"),
    "period": ("Date", "Date"),
    "views": ("Views", "Vues"),
    "reach": ("Reach", "Couverture"),
    "likes": ("Likes", "Mentions\u00a0J’aime"),
    "shares": ("Shares", "Partages"),
    "comments": ("Comments", "Commentaires"),
    "saves": ("Saves", "Enregistrements"),
    "follows": ("Follows", "Followers en plus"),
}
HEADINGS = {"facebook": FACEBOOK, "instagram": INSTAGRAM}


class Draw:
    """Numbers from a seed, by the one method of `random` that promises never to change."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed).random

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * self.random()

    def whole(self, low: float, high: float) -> int:
        return round(self.between(low, high))

    def share_of(self, people: float, rate: float) -> int:
        return round(people * rate * self.between(0.5, 1.6))

    def digits(self, count: int, start: str) -> str:
        return start + "".join(str(int(self.random() * 10)) for _ in range(count - len(start)))

    def letters(self, count: int) -> str:
        known = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"
        return "".join(known[int(self.random() * len(known))] for _ in range(count))


def campaign(platform: str) -> list[dict[str, Any]]:
    """Return the posts of one platform, oldest first, with texts in both languages."""
    draw = Draw(SEED + len(platform))
    subjects = tomllib.loads((HERE / "campaign.toml").read_text(encoding="utf-8"))["post"]
    rounds = [(subject, again) for again in (False, True) for subject in subjects]
    posts = []
    for number, (subject, again) in enumerate(rounds):
        clock = timedelta(hours=draw.whole(7, 20), minutes=draw.whole(0, 59))
        day = START + timedelta(days=number * 85 // len(rounds)) + clock
        posts.append(post(draw, platform, subject["kind"]) | {"published": f"{day:%m/%d/%Y %H:%M}"})
        posts[-1]["text"] = {lang: text(subject[lang], lang, platform, again) for lang in ("en", "fr")}
    return posts


def text(words: str, lang: str, platform: str, again: bool) -> str:
    return (AGAIN[lang] if again else "") + words + (TAGS[lang] if platform == "instagram" else "")


def post(draw: Draw, platform: str, kind: str) -> dict[str, Any]:
    reel = kind == "backstage"
    organic = round(FOLLOWERS[platform] * draw.between(0.07, 0.24) * (1.8 if reel else 1))
    boosted = draw.whole(3_500, 14_000) if kind in ("shop", "contest") and draw.random() < 0.3 else 0
    reach = organic + boosted - round(min(organic, boosted) * draw.between(0.02, 0.12))
    views_organic = round(organic * draw.between(1.2, 1.7))
    views_boosted = round(boosted * draw.between(1.3, 2.1))
    moved = organic + boosted * PAID
    likes, comments, shares, saves = (draw.share_of(moved, rate) for rate in KINDS[kind][:4])
    own = facebook_own if platform == "facebook" else instagram_own
    return own(draw, kind, reach) | {
        "duration": draw.whole(12, 48) if reel else 0,
        "post_type": TYPES[platform].get(kind, "Photos" if platform == "facebook" else "IG image"),
        "views": views_organic + views_boosted,
        "views_organic": views_organic, "views_boosted": views_boosted,
        "reach_organic": organic, "reach_boosted": boosted, "reach": reach,
        "likes": likes, "comments": comments, "shares": shares, "saves": saves,
        "public": likes + comments + shares,
    }


def facebook_own(draw: Draw, kind: str, reach: int) -> dict[str, Any]:
    """What only Facebook gives; a post without a link has no count of link clicks, not a count of 0."""
    rate = KINDS[kind][4]
    link, other = None if rate is None else draw.share_of(reach, rate), draw.share_of(reach, 0.009)
    number = draw.digits(15, "1220")
    address = "reel/" + draw.digits(15, "9") if kind == "backstage" else "atelierbrindille/posts/" + number
    return {
        "post_id": number, "account_id": "615518204377091", "account": "Atelier Brindille",
        "permalink": "https://www.facebook.com/" + address + ("/" if kind == "backstage" else ""),
        "caption": "N/A", "crosspost": 0, "share": 0,
        "link_clicks": link, "other_clicks": other, "clicks": (link or 0) + other,
    }


def instagram_own(draw: Draw, kind: str, reach: int) -> dict[str, Any]:
    """What only Instagram gives; follows are often left empty."""
    address = ("reel/" if kind == "backstage" else "p/") + "DT" + draw.letters(9)
    follows = draw.share_of(reach, 0.004)
    return {
        "post_id": draw.digits(17, "180"), "account_id": "17841463302917458",
        "username": "atelier.brindille", "account": "Atelier Brindille",
        "permalink": f"https://www.instagram.com/{address}/", "follows": follows if follows > 2 else None,
    }


def in_language(post: dict[str, Any], platform: str, lang: str) -> dict[str, Any]:
    """Return the fields of a post as the export in this language writes them."""
    words = post["text"][lang]
    place = "title" if platform == "facebook" and post["duration"] == 0 else "description"
    kind = TYPES_FR[post["post_type"]] if lang == "fr" else post["post_type"]
    return post | {place: words, "post_type": kind, "period": "Global" if lang == "fr" else "Lifetime"}


def cell(value: Any) -> str:
    """Write a cell as Meta does: quoted as soon as it holds a space, a comma, a quote or a line break."""
    written = "" if value is None else str(value)
    quoted = any(mark in written for mark in ' ,"\n')
    return '"' + written.replace('"', '""') + '"' if quoted else written


def table(platform: str, lang: str) -> str:
    column = ("en", "fr").index(lang)
    headings = {field: names[column] for field, names in HEADINGS[platform].items() if names[column]}
    rows = [headings, *(in_language(post, platform, lang) for post in campaign(platform))]
    return "".join(",".join(cell(row.get(field)) for field in headings) + "\n" for row in rows)


def write(folder: Path) -> list[Path]:
    """Write the four files into a folder and return their paths."""
    paths = []
    for platform in HEADINGS:
        for lang in ("en", "fr"):
            paths.append(folder / f"campaign_{platform}_{lang}.csv")
            paths[-1].write_bytes(table(platform, lang).encode("utf-8-sig"))
    return paths


if __name__ == "__main__":
    for path in write(HERE):
        print(path.name)
