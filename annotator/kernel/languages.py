"""Languages: how people name them, in which language a text is, and words that tell its sentences.

An article's language may be given as a code, such as ``en-GB``, or by a name in one of several
languages, such as "Deutsch" or "Englisch". With neither, it is found from the text.
"""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache

_NAMES = """
ar, ara, Arabic, العربية, Arabisch, arabe, arabo, арабский, arabski, arabiska
bg, bul, Bulgarian, български, Bulgarisch, bulgare, búlgaro, болгарский, Bulgaars, bułgarski,
  bulgariska
bn, ben, Bangla, বাংলা, Bengalisch, bengali, bengalese, бенгальский, Bengaals, bengalski
ca, cat, Catalan, català, Katalanisch, catalano, catalão, каталанский, Catalaans, kataloński,
  katalanska
cs, ces, cze, Czech, čeština, Tschechisch, tchèque, checo, ceco, tcheco, чешский, Tsjechisch,
  czeski, tjeckiska
da, dan, Danish, dansk, Dänisch, danois, danés, danese, dinamarquês, датский, Deens, duński,
  danska
de, deu, ger, German, Deutsch, allemand, alemán, tedesco, alemão, немецкий, Duits, niemiecki,
  tyska
el, ell, gre, Greek, Ελληνικά, Griechisch, grec, griego, greco, grego, греческий, Grieks, grecki,
  grekiska, neugriechisch
en, eng, English, Englisch, anglais, inglés, inglese, английский, Engels, angielski, engelska
es, spa, Spanish, español, Spanisch, espagnol, spagnolo, espanhol, испанский, Spaans, hiszpański,
  spanska, Castellano
et, est, Estonian, eesti, Estnisch, estonien, estonio, estone, estoniano, эстонский, Estisch,
  estoński, estniska
eu, eus, baq, Basque, euskara, Baskisch, euskera, basco, баскский, baskijski, baskiska
fa, fas, per, Persian, فارسی, Persisch, persan, persa, persiano, персидский, Perzisch, perski,
  persiska, Farsi
fi, fin, Finnish, suomi, Finnisch, finnois, finés, finlandese, finlandês, финский, Fins, fiński,
  finska
fr, fra, fre, French, français, Französisch, francés, francese, французский, Frans, francuski,
  franska
ga, gle, Irish, Gaeilge, Irisch, irlandais, irlandés, irlandese, ирландский, Iers, irlandzki,
  iriska
gl, glg, Galician, galego, Galicisch, galicien, gallego, galiziano, галисийский, galicyjski,
  galiciska
he, heb, iw, Hebrew, עברית, Hebräisch, hébreu, hebreo, ebraico, hebraico, иврит, Hebreeuws,
  hebrajski, hebreiska
hi, hin, Hindi, हिन्दी, хинди
hr, hrv, Croatian, hrvatski, Kroatisch, croate, croata, croato, хорватский, chorwacki, kroatiska
hu, hun, Hungarian, magyar, Ungarisch, hongrois, húngaro, ungherese, венгерский, Hongaars,
  węgierski, ungerska
hy, hye, arm, Armenian, հայերեն, Armenisch, arménien, armenio, armeno, армянский, Armeens,
  ormiański, armeniska
id, ind, Indonesian, Indonesia, Indonesisch, indonésien, indonesio, indonesiano, индонезийский,
  indonezyjski, indonesiska
is, isl, ice, Icelandic, íslenska, Isländisch, islandais, islandés, islandese, исландский,
  IJslands, islandzki, isländska
it, ita, Italian, italiano, Italienisch, italien, итальянский, Italiaans, włoski, italienska
ja, jpn, Japanese, 日本語, Japanisch, japonais, japonés, giapponese, японский, Japans, japoński,
  japanska
ka, kat, geo, Georgian, ქართული, Georgisch, géorgien, georgiano, грузинский, gruziński, georgiska
ko, kor, Korean, 한국어, Koreanisch, coréen, coreano, корейский, Koreaans, koreański, koreanska
lt, lit, Lithuanian, lietuvių, Litauisch, lituanien, lituano, литовский, Litouws, litewski,
  litauiska
lv, lav, Latvian, latviešu, Lettisch, letton, letón, lettone, letão, латышский, Lets, łotewski,
  lettiska
mk, mkd, mac, Macedonian, македонски, Mazedonisch, macédonien, macedonio, macedone, македонский,
  Macedonisch, macedoński, makedonska
ms, msa, may, Malay, Melayu, Malaiisch, malais, malayo, malese, malaio, малайский, Maleis,
  malajski, malajiska
nb, nob, nor, no, Norwegian Bokmål, norsk bokmål, norvégien bokmål, noruego bokmal, norvegese
  bokmål, bokmål norueguês, норвежский букмол, norskt bokmål, Norwegian, norsk, Norwegisch,
  norvégien, noruego, norvegese, bokmål
nl, nld, dut, Dutch, Nederlands, Niederländisch, néerlandais, neerlandés, olandese, holandês,
  нидерландский, niderlandzki, nederländska, Flemish, Vlaams
pl, pol, Polish, polski, Polnisch, polonais, polaco, polacco, polonês, польский, Pools, polska
pt, por, Portuguese, português, Portugiesisch, portugais, portoghese, португальский, Portugees,
  portugalski, portugisiska
ro, ron, rum, Romanian, română, Rumänisch, roumain, rumano, rumeno, romeno, румынский, Roemeens,
  rumuński, rumänska, Moldovan
ru, rus, Russian, русский, Russisch, russe, ruso, russo, rosyjski, ryska
sk, slk, slo, Slovak, slovenčina, Slowakisch, slovaque, eslovaco, slovacco, словацкий, Slowaaks,
  słowacki, slovakiska
sl, slv, Slovenian, slovenščina, Slowenisch, slovène, esloveno, sloveno, словенский, Sloveens,
  słoweński, slovenska
sq, sqi, alb, Albanian, shqip, Albanisch, albanais, albanés, albanese, албанский, Albanees,
  albański, albanska
sr, srp, Serbian, српски, Serbisch, serbe, serbio, serbo, sérvio, сербский, Servisch, serbski,
  serbiska
sv, swe, Swedish, svenska, Schwedisch, suédois, sueco, svedese, шведский, Zweeds, szwedzki
sw, swa, Swahili, Kiswahili, Suaheli, suajili, suaíli, суахили, suahili
ta, tam, Tamil, தமிழ், tamoul, тамильский, tamilski
th, tha, Thai, ไทย, Thailändisch, tailandés, thailandese, тайский, tajski, thailändska
tr, tur, Turkish, Türkçe, Türkisch, turc, turco, турецкий, Turks, turecki, turkiska
uk, ukr, Ukrainian, українська, Ukrainisch, ukrainien, ucraniano, ucraino, украинский, Oekraïens,
  ukraiński, ukrainska
ur, urd, Urdu, اردو, ourdou, урду
vi, vie, Vietnamese, Tiếng Việt, Vietnamesisch, vietnamien, vietnamita, вьетнамский, Vietnamees,
  wietnamski, vietnamesiska
zh, zho, chi, Chinese, 中文, Chinesisch, chinois, chino, cinese, chinês, китайский, Chinees,
  chiński, kinesiska, Mandarin, 汉语, 漢語
"""
"""A language a line, by its code first: other codes, and its names in common languages."""
_CODE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]+)*")
_NAME = re.compile(r"[^\s,;(/|]+(?: (?!and |und |et )[^\s,;(/|]+)*")
_GLIMPSE = 2_000
"""Code points that are read to find the language of a text."""
_ENOUGH = 60
"""Letters from which on the detector errs in fewer than two texts of a hundred."""
_FEWEST = 20
"""Letters of the shortest text whose language is found; a usual word of it has to be there."""
_BYTES = 8_000
_OF_SCRIPT = {
    "ARABIC": "ar",
    "ARMENIAN": "hy",
    "BENGALI": "bn",
    "CJK": "zh",
    "CYRILLIC": "ru",
    "DEVANAGARI": "hi",
    "ETHIOPIC": "am",
    "GREEK": "el",
    "GUJARATI": "gu",
    "GURMUKHI": "pa",
    "HANGUL": "ko",
    "HEBREW": "he",
    "HIRAGANA": "ja",
    "KANNADA": "kn",
    "KATAKANA": "ja",
    "MALAYALAM": "ml",
    "MYANMAR": "my",
    "TAMIL": "ta",
    "TELUGU": "te",
    "THAI": "th",
}


def language_tag(said: str) -> str:
    """Return the tag, such as ``en-GB`` or ``de``, that a code or a name of a language means.

    It is empty when the words name no known language.
    """
    words = said.strip()
    if _CODE.fullmatch(words):
        code, *rest = re.split("[-_]", words)
        known = _tags().get(_folded(code), code.lower() if len(code) < 4 else "")
        return "-".join([known, *rest])
    name = _NAME.match(words)
    return _tags().get(_folded(name.group()), "") if name else ""


def known_language(text: str, said: str = "") -> str:
    """Return the tag of the language of a text: as it was said, or else as its words show.

    It is empty where neither tells the language.
    """
    return language_tag(said) or _by_words(text[:_GLIMPSE])


def language_of(text: str, said: str = "") -> str:
    """Return the language that is known of a text, or else the usual language of its script."""
    return known_language(text, said) or _by_script(text[:_GLIMPSE])


@cache
def _tags() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _NAMES.replace("\n  ", " ").strip().splitlines():
        names = line.split(", ")
        for name in names:
            found.setdefault(_folded(name), names[0])
    return found


def _folded(name: str) -> str:
    parts = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


@lru_cache(maxsize=64)
def _by_words(glimpse: str) -> str:
    """Return what the detector is sure of; empty without it, as on platforms that it lacks."""
    letters = sum(map(str.isalpha, glimpse))
    if letters < _FEWEST:
        return ""
    try:
        from gcld3 import NNetLanguageIdentifier  # noqa: PLC0415 - compiled, for a quick start
    except ImportError:
        return ""
    found = NNetLanguageIdentifier(0, _BYTES).FindLanguage(glimpse)
    code = _tags().get(found.language, found.language)
    if not found.is_reliable or "-" in code:
        return ""
    words = {*re.findall(r"\w+", glimpse.casefold())}
    return code if letters >= _ENOUGH or border_words(code).openers & words else ""


def _by_script(glimpse: str) -> str:
    scripts = Counter(
        unicodedata.name(character, "").partition(" ")[0].partition("-")[0]
        for character in glimpse
        if character.isalpha()
    )
    if scripts["HIRAGANA"] or scripts["KATAKANA"]:
        return "ja"
    commonest = scripts.most_common(1)
    return _OF_SCRIPT.get(commonest[0][0], "en") if commonest else "en"


@dataclass(frozen=True, slots=True)
class BorderWords:
    """Words of a language that tell whether a full stop ends a sentence.

    ``openers`` begin sentences; in German, where nouns are written with a capital, too, they alone
    do so after a stop that may be an abbreviation's. ``inside`` are abbreviations that a word of
    their sentence follows, as "Dr."; ``either`` may end a sentence, as "Aug.", and do before an
    opener; ``finals`` end one before every capital, as "etc."; ``units`` do after a number. All
    are in small letters, without their last stop.
    """

    openers: frozenset[str] = frozenset()
    inside: frozenset[str] = frozenset()
    either: frozenset[str] = frozenset()
    finals: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    has_dotted_ordinals: bool = False


_UNITS = "m km cm mm g kg mg t l cl ml ha min h s km² m² m³ km/h kw mw gw kwh hz mhz"
_NUMBER_SIGNS = ("n°", "nº", "n.º", "№")
_ORDINALS = "da de nb nn no fi cs sk pl hu et hr sr sl bs is fo lb"
"""Languages that write an ordinal number as "3."."""
_WORDS = {
    "en": (
        """a about after all although among an and another any anyone are as at be because before
        both but by can could critics did do does each early eight eleven even every
        everybody everyone few five for four from had has have he her here hers his
        how however i if in indeed instead is it its last later less many may maybe
        meanwhile more most much my neither never nine no nobody none nor not nothing
        now of officials often on once one only or other others our over people
        perhaps police read see seven several she should since six so some somebody
        someone something soon still such ten than that the their then there therefore
        these they this those though three through thus to today together tomorrow
        twelve two under unlike until was we were what when where whether which while
        who whose why will with within without would yes yesterday yet you your""",
        """adm approx arch asst attn ave bldg brig capt cf ch cllr cmdr col cpl det dept dr drs
        eds esp est fig figs fr ft gen gov hon insp lt maj messrs mr mrs ms mt mts nos
        op pp pres prof rep reps rev sen sens sgt sts supt vols vs viz e.g i.e""",
        """a.m al apr art arts assn aug ave blvd bros ca co corp dec ed eq feb fri hwy inc jan jr
        jul jun ltd mar mon no nov oct p p.m para ph.d plc rd sat sec sep sept sq sr
        st sun thu thur thurs tue tues univ vol wed u.s u.k d.c""",
        "etc",
        "ft in yd lb lbs oz mph sq acres",
    ),
    "de": (
        """ab aber alle allerdings als also am an andere anders auch auf aus außerdem bei beide
        bereits bis bisher da dabei dadurch dafür dagegen daher dahinter damals damit
        danach dann daran darauf daraus darin darüber darum darunter das dass davon
        dazu dem den denn dennoch der deren derzeit des deshalb dessen deswegen die
        dies diese diesem diesen dieser dieses doch dort drei du durch ein eine einem
        einen einer einige einmal er erst es etwa etwas fast fünf für ganz gegen
        gestern gibt hat heute hier hinter hinzu ich ihm ihn ihr ihre im immer in ins
        insgesamt ist ja jede jeder jedoch jemand jetzt kein keine kann können laut
        man manche mehr mein mit muss nach nachdem neben nein nicht nichts nie niemand
        noch nun nur ob obwohl oder ohne schon sechs sei seine seit seitdem sich sie
        sieben sind so sobald sogar sollte somit sondern sonst statt trotz trotzdem
        über überhaupt um und unser unter viele vielleicht vier vom von vor wann war
        waren warum was weder wegen weil weitere welche wenig wenige wenn wer wie
        wieder will wir wird wo wohl während wurde wurden zehn zu zudem zuerst zuletzt
        zum zur zunächst zwar zwei zwischen zwölf acht neun""",
        """abb abg abs akad anl art aufl bd bzgl bzw ca d.h dipl dr ebd evtl fa fr geb gem gen
        ggf hl hr hrsg ing inkl insb kap kath max mind nr o.ä prof rd s sog st stat
        stellv tel u.a u.ä usf vgl vors z.b zzgl ev exkl frl hbf hll i.d.r kfm lt phil
        rer rel""",
        """apr aug chr dez feb febr jan jul jun mai mrz nov okt sept etc ff jh jhd jr str usw mio
        mrd a.d i.r mwst sek std co""",
        "v.chr n.chr uvm",
        "sek std min uhr pf ltr",
    ),
    "fr": (
        """à afin ah ailleurs ainsi alors après assez au aucun aucune aujourd aussi autant autour
        aux avant avec beaucoup bien bref c ça car ce ceci cela celle celles celui
        cependant certains certaines ces cet cette ceux chacun chaque chez cinq comme
        comment d dans de depuis dès des deux dix donc du elle elles en enfin ensuite
        entre est et eux face grâce hier hors il ils j jamais je jusqu l la là
        laquelle le lequel les leur leurs lors lorsqu lorsque lui m ma mais malgré
        même mes moi moins mon n ne neuf ni non nos notre nous nul on or ou où oui
        outre par parce parfois parmi pas pendant personne peu peut peut-être plus
        plusieurs pour pourquoi pourtant près presque puis puisque qu quand quant
        quatre que quel quelle quelques qui quoi rien s sa sans sauf selon sept ses
        seul seule si six soit son sous souvent sur t ta tandis tant tel telle toi ton
        toujours tous tout toute toutefois toutes très trois trop tu un une vers voici
        voilà vos votre vous y""",
        """adj al ap apr art av bd bld boul cf ch chap col dép dr éd env fig figs gal gén hab inv
        lt m me mgr mm mme mmes mlle mlles no nos p pp par pl pr prof réf s st ste sr
        suiv tel tél vol av.j.-c max min""",
        """avr août déc févr janv juil nov oct sept s.a s.a.r.l p.s p.c u.s.a cie coll éd vol
        suiv jr n.d.l.r""",
        "etc j.-c",
        "md mds",
    ),
    "es": (
        """a abajo además ahí ahora al algo alguien algunas algunos alguno allí ambos ante antes
        apenas aquel aquella aquí así aún aunque ayer bajo bien cada casi como cómo
        con contra cual cualquier cuando cuándo cuántos cuatro de debido dentro desde
        después dice dijo diez donde dónde dos durante e el él ella ellas ello ellos
        en entonces entre era es esa esas ese eso esos esta está están estas este esto
        estos fue fueron ha había hace hacia han hasta hay hoy incluso la las le les
        lo los luego mañana más mas me mediante mi mientras mis mucho muchos muy nada
        nadie ni ningún ninguno no nos nosotros nuestra nuestro nueve nunca o ocho
        otra otras otro otros para pero poco por porque pues puede que qué quien quién
        según seis ser si sí siempre siete sin sino sobre solo sólo son su sus tal
        también tampoco tan tanto te tiene toda todas todavía todo todos tras tres tu
        tú u un una unas uno unos vino y ya yo cinco se""",
        """art arts avda av cap cf cnel col cte d dña dr dra dras dres ed ee esq exc excmo fig
        figs gral gob hnos ing lic lám mons núm núms n pág págs p pp prof profa rev
        sgto sr sra sras sres srta sta sto tel tte ud vs ref dpto máx mín aprox trad
        san ca""",
        """abr ago a.m dic ene feb jul jun mar nov oct p.m s.a s.l ee.uu sept set vol cía ltda
        uds ud vd vds admón jr""",
        "etc a.c d.c",
        "mm",
    ),
    "it": (
        """a abbiamo ad adesso ai al alcuni alcune alcuno alla alle allo allora altri altro anche
        ancora anzi appena avere bene c chi che ci ciò cinque col come con così cosa
        da dagli dai dal dalla dalle de degli dei del della delle dello di dieci
        dietro domani dopo dove due dunque durante e è ecco ed egli era erano essa
        essi fino forse fra fu furono gli grazie ha hanno i ieri il in infatti infine
        inoltre insomma intanto invece io l la le lei li lo loro lui ma mai me mentre
        mi mia mio molti molto ne né negli nei nel nella nelle nello nemmeno nessun
        nessuno niente no noi non nostra nostro nove nulla o occorre oggi ogni ognuno
        oltre oppure or ora otto per perché perciò però più poca pochi poco poi prima
        proprio purtroppo qualche qualcuno quale quali quando quanto quasi quattro
        quei quel quella quelle quello questa queste questi questo qui quindi se
        secondo sei sempre senza sette si sì sia solo sono sopra sotto sta su sua sue
        sugli sui sul sulla sulle suo suoi tale tali tanti tanto te teoricamente tra
        tranne tre troppo tu tuttavia tutte tutti tutto un un' una uno va vi via voi
        quant dall dell nell all sull""",
        """all amm approx art artt avv cap capp card cav cf cfr cit co col comm cons dir dott dr
        dr.ssa dott.ssa ecc.za ed es fig figg fr gen geom ill ing lett magg max min
        mod mons n nn nr on op p pag pagg par prof prof.ssa rag rev s sc sen sez sig
        sig.ra sig.na sigg ss tab tel ten trad v vol voll v.le p.zza c.so on.le mld
        mln ca""",
        """apr ago dic feb febbr genn gen giu lug mag mar mld mln nov ott set sett s.p.a s.r.l
        u.s.a u.s p.e.v seg segg jr""",
        "a.c d.c ecc etc",
        "mq kmq",
    ),
    "pt": (
        """a à abaixo acima acordo afinal agora ainda além algo alguém alguns algumas ali ambos
        amanhã ante antes ao aos apenas após aquela aquele aqui as às assim até bem
        cada cerca certamente cinco com como contra contudo cuja da daí das de dentro
        depois desde dessa desse desta deste dez diante disse disso diz do dois dos
        durante e é ela elas ele eles em enquanto então entre entretanto era eram essa
        essas esse esses esta está estas este estes estão eu foi foram fora haverá há
        hoje isso isto já lá logo mais mas me mesmo minha muitas muitos muito na nada
        não nas nem nenhum ninguém no nos nós nossa nosso nove num numa nunca o oito
        onde ontem os ou outra outras outro outros para pela pelas pelo pelos perto
        pois por porém porque porquê portanto pouco poucos primeiro qual quais
        qualquer quando quanto quase quatro que quê quem são se segundo seis sem
        sempre ser sete seu seus sim sob sobre sua suas tais tal também tanto tão te
        tem têm teve toda todas todavia todo todos três tu tudo último um uma umas uns
        vai vários você""",
        """al aprox art arts av cap cel cf cia cmte col comte d dr dra dras drs ed eng exma exmo
        ex.ª fig figs fr gen gov máx mín n núm p pp pág págs pe prof profa profª r rev
        rod s sarg sr sra sras srs srta sta sto st tel ten trad vol vols vs""",
        """a.m p.m abr ago dez fev jan jul jun mai mar no nov out set s.a ltda e.u.a cia lda i.e""",
        "etc a.c d.c",
        "",
    ),
    "ru": (
        """а август без более больше был была были было быть в вам ваш весь вероятно вместе
        вместо во вот впрочем все всё всего всегда вчера вы где говорят да даже два
        девять десять для до если есть еще ещё ее её ей ему же за завтра затем зачем
        здесь и из из-за или именно иногда их к каждый как какой какая кем ко когда
        который кроме кто куда ли либо лишь любой между меня мне многие может можно
        мой мы на над надо наконец нам нас наш не него некоторые нельзя неужели нет ни
        никогда никто ничего но ну о об оба обычно один однако одна около он она они
        оно опять от отсюда перед под позже пока по поскольку после потом потому
        почему почти поэтому при про против пусть пять раз раньше с самый свой сегодня
        сейчас семь сколько сначала снова со согласно среди судя так такая также такие
        такой там те тем теперь то тогда того тоже только тот три тут ты у уже хотя
        чем через что чтобы чуть эта эти это этого этой этом этот этому я хотелось
        шесть""",
        """акад арх бул в вв гл гр ген гос д доп доц дир зам им илл инж исп кв кн корп л м напр
        обл оз отв пгт п пер пл пос пр просп проф р рис ред с св см сокр соч ср ст стр
        табл т.е т.н т.к тов тт ул ум ч чл шт экз т""",
        """авг апр г гг дек млн млрд нояб окт прим руб сек сент тыс трлн фев февр янв чел в вв кв
        коп г.г кг л см м""",
        "т.д т.п др пр н.э",
        "м км см мм кг г т л га мин ч сек руб коп чел км² м² шт",
    ),
}


@cache
def border_words(code: str) -> BorderWords:
    """Return the words for a language by its code, as ``de``; few for a language without words."""
    openers, inside, either, finals, units = (
        frozenset(words.split()) for words in _WORDS.get(code, [""] * 5)
    )
    return BorderWords(
        openers,
        inside | {*_NUMBER_SIGNS},
        either,
        finals,
        units | {*_UNITS.split()},
        code in _ORDINALS.split(),
    )
