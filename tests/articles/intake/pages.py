"""Web pages of many kinds, and what a browser shows of them, by a walker of their own tags."""

import re
from html.parser import HTMLParser

PARAGRAPHS = (
    "The harbour board of Lindholm voted on Tuesday to close the northern quay for eleven weeks, "
    "after divers found that forty-two of its wooden piles had been eaten through by shipworm.",
    "Board chair Ines Ottesen said the repair would cost 3.4 million crowns, a third more than the "
    "estimate that was presented in the spring, and that the money would come from the reserve.",
    "Fishermen who use the quay were told to move their boats to the ferry terminal, where each of "
    "them has to pay a fee of 90 crowns a night until the work is finished in September.",
    "The opposition called the decision hasty and pointed out that the same company had inspected "
    "the piles only two years ago and had found nothing that gave reason for concern at all.",
    "Mayor Rolf Hagen answered that shipworm spreads much faster in warm water, and that the mean "
    "temperature of the harbour had risen by 1.8 degrees since the year two thousand.",
    "A final vote on the contract is planned for the first of June, and the board has asked three "
    "companies from the region to send their offers before the end of the coming week.",
)
HEADLINE = "Quay closes for eleven weeks"
_LONG = "divers counted the holes in every pile and wrote them down in a list that anybody may read"

SEEN: dict[str, str] = {
    "caption": f"<figure><img src=a><figcaption>Zq1: {_LONG}. Photo: A. Berg</figcaption></figure>",
    "short caption": "<figure><img src=a><figcaption>Zq2</figcaption></figure>",
    "caption and credit": (
        "<figure><img src=a><figcaption><span class='caption'>Zq3 piles</span>"
        "<span class='copyright'> Zq4 / Agency</span></figcaption></figure>"
    ),
    "caption without figure": "<div class='wp-caption'><img src=a><p class='wp-caption-text'>Zq5</p></div>",
    "linked caption": "<figure><a href=/a.jpg><img src=a></a><figcaption><a href=/p>Zq6</a></figcaption></figure>",
    "caption of a table": "<table><caption>Zq7 fees</caption><tr><th>Boat</th><td>90</td></tr></table>",
    "gallery": (
        "<div class='gallery'><figure><img src=a><figcaption>Zq8</figcaption></figure>"
        "<figure><img src=b><figcaption>Zq9</figcaption></figure></div>"
    ),
    "picture text in a div": "<div class='image'><img src=a><div class='image-text'>Zq10 at the quay</div></div>",
    "time in a sentence": "<p>It closed on <time datetime=2026-03-04>4 March</time> and opens on <time>1 June</time>.</p>",
    "data in a sentence": "<p>The <data value=1>Zq11</data> pile was <var>n</var> of <output>42</output>.</p>",
    "mark, kbd, samp": "<p>They <mark>Zq12</mark>, then <kbd>Zq13</kbd> and <samp>Zq14</samp>.</p>",
    "abbr and dfn": "<p>The <abbr title='Harbour Board'>HB</abbr> calls <dfn>Zq15</dfn> a pile.</p>",
    "ins and del": "<p>It costs <del>Zq16</del> <ins>Zq17</ins> million.</p>",
    "sub and sup": "<p>CO<sub>2</sub> and 10 m<sup>3</sup> of Zq18.</p>",
    "bdi and bdo": "<p>He <bdi>Zq19</bdi> said <bdo dir=ltr>Zq20</bdo> too.</p>",
    "ruby": "<p>The <ruby>東京<rp>(</rp><rt>Zq21</rt><rp>)</rp></ruby> office.</p>",
    "a custom element": "<p>The <x-word>Zq22</x-word> is here.</p><x-block><p>Zq23 as well.</p></x-block>",
    "a label in a sentence": "<p>Tick <label>Zq24</label> to agree.</p>",
    "a paragraph that is a link": f"<p><a href=/r>Zq25 {_LONG}.</a></p>",
    "a short paragraph that is a link": "<p><a href=/r>Zq26</a></p>",
    "a bold paragraph": "<p><strong>Zq27</strong></p>",
    "a speaker in a link": f"<p><strong><a href=/kim>Kim Zq28:</a></strong> {_LONG}.</p>",
    "a question in bold": f"<p><b>Zq29?</b></p><p>{_LONG}.</p>",
    "headings": "<h2>Zq30</h2><p>Text.</p><h3>Zq31</h3><p>Text.</p><h4>Zq32</h4><h5>Zq33</h5><h6>Zq34</h6>",
    "a linked heading": "<h2><a href=/h>Zq35 heading</a></h2><p>It was so.</p>",
    "a heading group": "<hgroup><h2>Zq36</h2><p>Zq37</p></hgroup>",
    "a heading with an anchor": "<h2 id=latest-costs>Zq38 <a href=#latest-costs>#</a></h2>",
    "a list": "<ul><li>Zq39</li><li>Zq40</li></ul>",
    "a list of links": "<p>Three papers:</p><ul><li><a href=//a>Zq41</a></li><li><a href=//b>Zq42</a></li></ul>",
    "a list in a list": "<ul><li>Zq43<ol><li>Zq44</li><li>Zq45</li></ol></li></ul>",
    "a list of paragraphs": "<ol><li><p>Zq46</p><p>Zq47</p></li><li><p>Zq48</p></li></ol>",
    "definitions": "<dl><dt>Zq49</dt><dd>Zq50 is a post.</dd><dt>Zq51</dt><dd>Zq52</dd></dl>",
    "definitions in divs": "<dl><div><dt>Zq53</dt><dd>Zq54</dd></div></dl>",
    "a quotation": "<blockquote><p>Zq55 everywhere.</p><footer>— <cite>Zq56</cite></footer></blockquote>",
    "a pull quote": "<figure class=pullquote><blockquote><p>Zq57</p><cite>Zq58</cite></blockquote></figure>",
    "a quotation with a caption": "<figure><blockquote>Zq59</blockquote><figcaption>Zq60</figcaption></figure>",
    "words in a quotation": "<blockquote>Zq61<br>Zq62</blockquote>",
    "a fact box": "<aside class=factbox><h3>Zq63</h3><p>Zq64 The quay was built in 1911.</p></aside>",
    "a fact list": "<aside><h3>Zq65</h3><ul><li>Zq66</li><li>Zq67</li></ul></aside>",
    "an info box": "<div class='infobox box'><div>Zq68</div><div>Zq69 metres</div></div>",
    "a correction": "<p class=correction><em>Zq70 An earlier version named another board.</em></p>",
    "a correction in a section": "<section class=corrections><h4>Correction</h4><p>Zq71</p></section>",
    "loose text": "<div>Zq72 stands loose. <b>Zq73</b> tail</div>",
    "loose text after a picture": "<div><figure><img src=a></figure>Zq74 stands loose <i>Zq75</i> tail</div>",
    "text between paragraphs": "Zq76 stands between.",
    "lines": "<p>Zq77<br>Zq78<br/>Zq79</p>",
    "a table": "<table><thead><tr><th>Year</th><th>Zq80</th></tr></thead><tr><td>1911</td><td>Zq81</td></tr></table>",
    "lists in cells": "<table><tr><td><ul><li>Zq82</li><li>Zq83</li></ul></td><td>Zq84</td></tr></table>",
    "a table for layout": "<table><tr><td><p>Zq85</p><p>Zq86</p></td></tr></table>",
    "a table in a table": "<table><tr><td>Zq87<table><tr><td>Zq88</td></tr></table></td></tr></table>",
    "a foot of a table": "<table><tr><td>Zq89</td></tr><tfoot><tr><td>Zq90 sum</td></tr></tfoot></table>",
    "as written": "<pre>Zq91\n  Zq92</pre>",
    "code": "<pre><code>Zq93</code></pre><p>And <code>Zq94</code>.</p>",
    "an address": "<address>Zq95 Quay 1, Lindholm</address>",
    "an open part": "<details open><summary>Zq96</summary><p>Zq97</p></details>",
    "a verse": "<div class=verse><div>Zq98</div><div>Zq99</div></div>",
    "blocks of a live blog": (
        "<article class=post><time>11:01</time><h3>Zq100</h3><p>Zq101</p></article>"
        "<article class=post><time>11:22</time><h3>Zq102</h3><p>Zq103</p></article>"
    ),
    "a question and its answer": "<div class=qa><div class=q>Zq104?</div><div class=a>Zq105.</div></div>",
    "a key figure": "<div class=number><span>Zq106</span><span> per cent</span></div>",
    "a rating by stars": "<div class=stars>Zq107 of 5</div>",
    "a dateline": "<p><span class=dateline>ZQ108, March 4</span> – The board met.</p>",
    "an ending": "<p><small>Zq109 Reporting by A. Writer; editing by B. Reader</small></p>",
    "a credit line": "<p class=credit>Zq110</p>",
    "spans as blocks": "<span style='display:block'>Zq111</span><span style='display:block'>Zq112</span>",
    "words with aria-hidden": "<p>It rose <span aria-hidden=true>Zq113</span> again.</p>",
    "deep divs": "<div><div><div><div><p>Zq114</p></div></div></div></div>",
    "maths": "<p>So <math><mi>Zq115</mi><mo>=</mo><mn>2</mn></math>.</p>",
    "notes": (
        "<p>It is rotten.<a href=#fn1 id=r1><sup>1</sup></a></p>"
        "<section class=footnotes><ol><li id=fn1>Zq116 Minutes. <a href=#r1>back</a></li></ol></section>"
    ),
    "an indented paragraph": "<p style='margin-left:2em'>Zq117</p>",
    "old markup": "<center><font size=2>Zq118</font></center><dir><li>Zq119</li></dir>",
    "a fieldset": "<fieldset><legend>Zq120</legend><p>Zq121</p></fieldset>",
    "entities": "<p>Zq122 &amp; S&oslash;n, 3&nbsp;% &#8211; &lt;so&gt;</p>",
    "a heading without text after it": "<h2>Zq123</h2>",
    "an introduction called a teaser": f"<div class='teaser-text'><p>Zq201 {_LONG}.</p></div>",
    "a captioned picture in a widget": (
        "<div class='x-widget-wrapper'><div class=image><img src=a></div>"
        "<div class=x-caption-wrapper>Zq202 at the quay</div></div>"
    ),
    "a section of links among others": (
        "<h2>Zq203</h2><p>It was so.</p><h2>See also<span>[edit]</span></h2><ul>"
        "<li><a href=/1>Zq204</a></li><li><a href=/2>Zq205</a></li></ul><h2>Zq206</h2><p>End.</p>"
    ),
    "links in a table of data": (
        "<table><tr><th>Motto</th><td>Zq207 and ever onward, however high the water</td></tr>"
        "<tr><th>Songs</th><td><div><a href=/1>Zq208</a> <a href=/2>Zq209</a></div></td></tr></table>"
    ),
}
"""Kinds of parts of an article that a reader sees, each with its own words."""

UNSEEN: dict[str, str] = {
    "hidden": "<p hidden>Xq1</p><div hidden=''><p>Xq2</p></div>",
    "no display": "<div style='display:none'><p>Xq3</p></div><p style='color:red; DISPLAY : none'>Xq4</p>",
    "no visibility": "<p style='visibility:hidden'>Xq5</p>",
    "template": "<template><p>Xq6</p></template>",
    "script": '<script>var Xq7 = 1</script><script type=application/json>{"Xq8":1}</script>',
    "style": "<style>.Xq9 {}</style>",
    "noscript": "<noscript><p>Xq10</p></noscript>",
    "comment": "<!-- Xq11 --><p>Yes.</p>",
    "closed dialog": "<dialog><p>Xq12</p></dialog>",
    "films": "<video><p>Xq13</p></video><audio>Xq14</audio><canvas>Xq15</canvas>",
    "frames": "<iframe src=about:blank>Xq16</iframe><frameset><noframes>Xq17</noframes></frameset>",
    "offered words": "<datalist><option>Xq18</option></datalist>",
    "hidden in a sentence": "<p>It was <span hidden>Xq19</span> so.</p>",
    "hidden in a list": "<ul><li>One item</li><li hidden>Xq20</li></ul>",
}
"""Kinds of parts that no reader sees."""

BESIDE: dict[str, tuple[str, str]] = {
    "menu": ("navigation", "<nav><a href=/a>Yq1</a> <a href=/b>Yq2</a></nav>"),
    "menu by role": ("navigation", "<div role=navigation><a href=/a>Yq3</a></div>"),
    "share buttons": (
        "navigation",
        "<div class='social-share'><a href=//x>Yq4</a> <a href=//y>Yq5</a></div>",
    ),
    "button": ("navigation", "<button>Yq6</button>"),
    "form": ("navigation", "<form action=/s><p>Yq7</p><input name=q></form>"),
    "breadcrumbs": ("navigation", "<ol class=breadcrumb><li><a href=/>Yq8</a></li></ol>"),
    "related articles": (
        "teaser",
        "<div class=related><h3>Related</h3><ul><li><a href=/1>Yq9</a></li><li><a href=/2>Yq10</a></li></ul></div>",
    ),
    "read more": (
        "teaser",
        "<p>Read more: <a href=/1>Yq11 and the ferry terminal of Lindholm</a></p>",
    ),
    "teasers under a label": (
        "teaser",
        "<h3>More from us</h3><ul><li><a href=/1>Yq12 ferry</a></li><li><a href=/2>Yq13 boats</a></li></ul>",
    ),
    "a box of links": (
        "teaser",
        "<div><a href=/1>Yq14 ferry opens</a> <a href=/2>Yq15 boats sink</a></div>",
    ),
    "advertisement": ("advertisement", "<div class=ad-slot><p>Yq16</p></div>"),
    "advertisement by its label": ("advertisement", "<div>Advertisement</div>"),
    "newsletter": ("advertisement", "<section class=newsletter><p>Yq17</p></section>"),
    "readers' comments": (
        "reader comment",
        "<section id=comments><h3>2 comments</h3><p>Yq18</p></section>",
    ),
    "contents": (
        "contents",
        "<ul class=toc><li><a href=#a>Yq19</a></li><li><a href=#b>Yq20</a></li></ul>",
    ),
    "contents without a name": (
        "contents",
        "<h2>Contents</h2><ul><li><a href=#a>Yq21</a></li><li><a href=#b>Yq22</a></li></ul>",
    ),
    "drawing": ("image text", "<svg><title>Xq</title><text>Yq23</text></svg>"),
    "an object that may not be shown": ("object", "<object data=a.pdf><p>Yq25</p></object>"),
    "for a screen reader in a sentence": (
        "hidden text",
        "<p>See <a href=/x>this<span class='visually-hidden'> Yq26</span></a> now.</p>",
    ),
    "not shown by a style sheet": (
        "hidden text",
        "<style>/* no */ @media print { .zz { color: red } } p, div.zz { display: none }</style>"
        "<div class='box zz'>Yq27</div>",
    ),
    "for a screen reader": ("hidden text", "<div class=sr-only>Yq24</div>"),
}
"""Kinds of parts that are left out of an article and named, with the name of the kind."""

_MENU = "<ul><li><a href=/>Home</a></li><li><a href=/sport>Sport</a></li></ul>"
FRAMES: dict[str, str] = {
    "article": (
        f"<header><nav>{_MENU}</nav></header><main><article><h1>{HEADLINE}</h1>BODY</article>"
        "</main><footer><p>Copyright Lindholm Post</p></footer>"
    ),
    "divs": (
        f"<div id=header>{_MENU}</div><div id=content><h1>{HEADLINE}</h1>"
        "<div class=text>BODY</div></div><div class=sidebar><p>Weather: rain.</p></div>"
        "<div id=footer>Imprint</div>"
    ),
    "headline apart": (
        f"<nav>{_MENU}</nav><div class=top><h1>{HEADLINE}</h1><p>By Kim Berg</p></div>"
        "<div class=story>BODY</div><section class=related><a href=/1>Ferry opens</a></section>"
    ),
    "bare": f"<h1>{HEADLINE}</h1>BODY",
    "layout table": (f"<table><tr><td>{_MENU}</td><td><h1>{HEADLINE}</h1>BODY</td></tr></table>"),
}
"""Ways in which a page is built around an article."""


def page(frame: str, *parts: str) -> str:
    """A page with paragraphs around and between parts of an article."""
    first, second, third, *rest = (f"<p>{words}</p>" for words in PARAGRAPHS)
    between = [piece for pair in zip(parts, rest * len(parts), strict=False) for piece in pair]
    body = "\n".join((first, second, third, *between, *rest))
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{HEADLINE} - Lindholm Post</title></head><body>"
        f"{FRAMES[frame].replace('BODY', body)}</body></html>"
    )


_VOID = set("area base br col embed hr img input link meta param source track wbr".split())
_HIDING = set(
    "head title script style template noscript iframe audio video canvas datalist rp noframes".split()
)
_INLINE = set("a abbr b cite code del dfn em font i ins label mark mi mn mo output q rp rt".split())
_INLINE |= set("ruby samp small span strong sub sup time u var bdi bdo data kbd x-word".split())


class _Viewer(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._open: list[tuple[str, bool]] = []

    @property
    def _is_hidden(self) -> bool:
        return any(hidden for _, hidden in self._open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        style = (found.get("style") or "").lower().replace(" ", "")
        hidden = (
            tag in _HIDING
            or "hidden" in found
            or "display:none" in style
            or "visibility:hidden" in style
            or (tag == "dialog" and "open" not in found)
        )
        if tag not in _VOID:
            self._open.append((tag, hidden))
        if tag not in _INLINE or tag == "rt" or "display:block" in style:
            self.words.append(" ")  # the reading of signs stands apart from them

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if any(name == tag for name, _ in self._open):
            while self._open.pop()[0] != tag:
                pass
        if tag not in _INLINE:
            self.words.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._is_hidden:
            self.words.append(data)


def seen(html: str) -> list[str]:
    """The words of a page that a browser shows, apart from numbers and marks of lists."""
    viewer = _Viewer()
    viewer.feed(html)
    viewer.close()
    return words("".join(viewer.words))


def words(text: str) -> list[str]:
    """The words of a text; raised figures, which the judges put on the line, are as on the line."""
    return re.findall(r"\w+", text.translate(_ON_LINE))


_ON_LINE = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "0123456789" * 2)
