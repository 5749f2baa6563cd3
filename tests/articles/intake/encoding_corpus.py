"""Texts in many encodings whose words are known: long English with one or two signs, and languages.

``CASES`` names each with its group, its encoding, and its length.
"""

from collections.abc import Iterator
from dataclasses import dataclass

ENGLISH = (
    "The water company of Marlow said on Monday that it would replace every lead pipe in the old "
    "town before the end of next year, two years sooner than it had promised.",
    "Councillors had asked for a date in writing after tests in March found lead in the taps of "
    "thirty-one houses near the market, and in one of the two primary schools.",
    "Engineers will begin on the north side of the river, where the pipes are oldest, and move "
    "south street by street; residents are to be told a week before their road is dug up.",
    "The chief engineer, who joined the company in the autumn, said that the first houses could "
    "be finished by June if the ground stays dry and the contractors keep to their word.",
    "A spokesman for the regulator called the plan ambitious. He said the company had missed "
    "four deadlines since the inquiry and that this time it would be fined for every week.",
    "Shopkeepers fear for their trade. The owner of a bakery said that the last works had closed "
    "her street for eleven days and cost her a fifth of that month's takings.",
    "The company has set aside money for losses, but claims have to be made on a form that it has "
    "not yet published, and only shops with their own water meter can apply.",
    "Doctors at the health centre advised families with small children to let the tap run in the "
    "morning, and to ask for a free test, for which there is a waiting list of nine weeks.",
)
SIGNS = {
    "pound": "The repair will cost £3.4 million, a third more than was planned.",
    "apostrophe": "“It’s true,” she said.".replace("“", '"').replace("”", '"'),
    "curly quotes": "He called the works “a long overdue step” and left the room.",
    "single quotes": "A banner at the bridge read ‘Clean water now’ in red letters.",
    "opening apostrophe": "Old hands still talk of the dry summer of ’76 and its queues.",
    "en dash": "The office is open 9–17 on weekdays and closed on Sundays.",
    "spaced dash": "The mayor – who lives there – did not want to comment.",
    "em dash": "The engineer—a cautious man—would not be drawn on the price.",
    "ellipsis": "I thought it was only rust … but nobody ever told us anything.",
    "bullet": "• Let the tap run for a minute before you fill the kettle.",
    "euro": "A new meter costs €120, which tenants do not have to pay.",
    "trademark": "The pipes are lined with a resin called Plumbex™ in the trade.",
    "registered": "The resin is sold as Plumbex® in most other countries.",
    "copyright": "© The Marlow Gazette. All rights are kept by the publisher.",
    "section": "The duty to test follows from § 12 of the act, the lawyer said.",
    "degree": "The lining has to harden at 20° for at least six hours.",
    "plus or minus": "The tests are exact to ±3 parts in a thousand million.",
    "half": "Each trench is 2½ metres deep and is closed again overnight.",
    "times": "Lead was found at 4× the limit in a house by the school.",
    "cafe": "The owner of the café by the lock has her own meter.",
    "naive": "It would be naïve to think that June is still possible.",
    "umlaut": "The pumps come from a factory near Zürich and are late.",
    "nordic": "The consultant, Søren Holt, had worked in the north before.",
    "senor": "The foreman, Ibáñez, has done such work for thirty years.",
    "cedilla": "The façade of the old pump house will not be touched.",
    "no-break space": "The pipe weighs 40\u00a0kg a metre, so that two people carry it.",
}
"""Signs of English articles, each in a sentence; Windows-1252 has them all."""

LANGUAGES = {
    "French": (
        "Le maire a annoncé lundi que les travaux de rénovation du vieux pont débuteront au "
        "printemps, après trois années de retard et de nombreuses réunions.",
        "« Nous avons déjà dépensé deux millions d’euros », a déclaré l’adjointe chargée des "
        "finances, très inquiète des délais annoncés par l’entreprise.",
        "Les élus de l’opposition réclament une enquête complète sur les études préalables, "
        "jugées incomplètes par la chambre régionale des comptes.",
    ),
    "German": (
        "Die Bürgermeisterin kündigte am Montag an, dass die Brücke über den Fluss früher als "
        "geplant gesperrt werden müsse, weil die Träger geschädigt seien.",
        "Für die Händler in der Altstadt wäre das ein schwerer Schlag, erklärte der Sprecher; "
        "größere Umsätze gebe es nur im Frühjahr und vor Weihnachten.",
        "Ein Gutachten über die Standfestigkeit soll nächste Woche veröffentlicht werden, "
        "sagte der zuständige Ausschuss für öffentliche Bauten.",
    ),
    "Spanish": (
        "La alcaldesa anunció el lunes que las obras del puente comenzarán en otoño, según el "
        "calendario que presentó la compañía después de varias reuniones.",
        "«No habrá más retrasos», aseguró el señor Ibáñez, que también pidió a los vecinos "
        "paciencia durante los próximos años de construcción.",
        "La oposición exige además una auditoría pública de la inversión, que según los técnicos "
        "podría superar los tres millones de euros.",
    ),
    "Portuguese": (
        "A presidente da câmara anunciou na segunda-feira que as obras da ponte começarão no "
        "outono, segundo o calendário que a empresa apresentou após várias reuniões.",
        "“Não haverá mais atrasos”, garantiu o vereador, que também pediu paciência à população "
        "durante os próximos anos de construção.",
        "A oposição exige uma auditoria às contas, que já ultrapassam três milhões de euros e não "
        "estão disponíveis ao público.",
    ),
    "Swedish": (
        "Kommunen meddelade på måndagen att den gamla bron måste stängas tidigare än väntat, "
        "eftersom balkarna är svårt skadade av rost.",
        "Handlarna i gamla stan är oroliga för sina affärer och kräver ersättning för förlorade "
        "intäkter under hela våren.",
        "Enligt en ny utredning hade skadorna kunnat åtgärdas för många år sedan till en lägre "
        "kostnad, säger ordföranden.",
    ),
    "Polish": (
        "Burmistrz ogłosił w poniedziałek, że remont mostu rozpocznie się wiosną, choć wcześniej "
        "zapowiadał, że prace zakończą się jeszcze w tym roku.",
        "Zdaniem opozycji urząd źle ocenił koszty, a mieszkańcy będą musieli jeździć dłuższą "
        "drogą przez sąsiednią wieś.",
        "Inżynierowie twierdzą, że część żelaznych belek trzeba będzie wymienić, bo są pęknięte "
        "i grożą zawaleniem.",
    ),
    "Czech": (
        "Starosta v pondělí oznámil, že oprava mostu začne na jaře, ačkoli dříve sliboval, že "
        "práce skončí ještě letos a řidiči nebudou muset jezdit objížďkou.",
        "Podle opozice úřad špatně odhadl náklady a obyvatelé budou muset čekat několik let, než "
        "se doprava vrátí do původního stavu.",
        "Inženýři tvrdí, že část železných nosníků je prasklá a že je třeba je vyměnit co "
        "nejdříve.",
    ),
    "Hungarian": (
        "A polgármester hétfőn bejelentette, hogy a híd felújítása tavasszal kezdődik, bár "
        "korábban azt ígérte, hogy a munkák még az idén befejeződnek.",
        "Az ellenzék szerint a hivatal rosszul becsülte meg a költségeket, és a lakóknak hosszú "
        "kerülő úton kell járniuk.",
        "A mérnökök úgy vélik, hogy a vasgerendák egy része megrepedt, ezért sürgősen ki kell "
        "cserélni őket.",
    ),
    "Romanian": (
        "Primarul a anunţat luni că lucrările la pod vor începe în primăvară, deşi promisese că "
        "totul va fi gata până la sfârşitul anului.",
        "Opoziţia susţine că primăria a greşit calculul costurilor şi cere o anchetă publică "
        "privind firma câştigătoare.",
        "Inginerii spun că o parte dintre grinzile de fier sunt fisurate şi că trebuie înlocuite "
        "cât mai repede.",
    ),
    "Croatian": (
        "Gradonačelnik je u ponedjeljak najavio da će obnova mosta početi u proljeće, iako je "
        "ranije obećao da će radovi završiti još ove godine.",
        "Oporba tvrdi da je ured pogriješio u procjeni troškova, a građani će morati čekati "
        "još nekoliko mjeseci na novu cestu.",
        "Inženjeri kažu da je dio željeznih greda puknuo i da ih treba što prije zamijeniti "
        "novima.",
    ),
    "Turkish": (
        "Belediye başkanı pazartesi günü köprünün onarımına ilkbaharda başlanacağını açıkladı; "
        "oysa daha önce işlerin bu yıl biteceğine söz vermişti.",
        "Muhalefet, belediyenin maliyetleri yanlış hesapladığını ve halkın uzun süre çevre "
        "yolunu kullanmak zorunda kalacağını söylüyor.",
        "Mühendisler demir kirişlerin bir kısmının çatladığını, bunların en kısa sürede "
        "değiştirilmesi gerektiğini belirtti.",
    ),
    "Latvian": (
        "Mērs pirmdien paziņoja, ka tilta remonts sāksies pavasarī, lai gan agrāk bija solījis, "
        "ka darbi tiks pabeigti vēl šogad.",
        "Opozīcija apgalvo, ka pašvaldība nepareizi aprēķinājusi izmaksas un iedzīvotājiem būs "
        "jābrauc pa garāku ceļu.",
        "Inženieri uzskata, ka daļa dzelzs siju ir ieplaisājušas un tās pēc iespējas ātrāk "
        "jānomaina.",
    ),
    "Lithuanian": (
        "Meras pirmadienį pranešė, kad tilto remontas prasidės pavasarį, nors anksčiau žadėjo, "
        "jog darbai bus baigti dar šiais metais.",
        "Opozicija tvirtina, kad savivaldybė blogai apskaičiavo išlaidas, o gyventojai turės "
        "važiuoti ilgesniu keliu.",
        "Inžinieriai mano, kad dalis geležinių sijų įtrūkusios ir jas būtina kuo greičiau "
        "pakeisti naujomis.",
    ),
    "Russian": (
        "Мэр объявил в понедельник, что ремонт моста начнётся весной, хотя раньше он обещал, что "
        "все работы завершатся ещё в этом году.",
        "По словам оппозиции, администрация неверно оценила расходы, и жителям придётся долго "
        "ездить в объезд через соседнюю деревню.",
        "Инженеры утверждают, что часть железных балок треснула и их нужно заменить как можно "
        "скорее.",
    ),
    "Ukrainian": (
        "Міський голова оголосив у понеділок, що ремонт мосту розпочнеться навесні, хоча раніше "
        "він обіцяв, що всі роботи завершаться ще цього року.",
        "На думку опозиції, адміністрація неправильно оцінила витрати, і мешканцям доведеться "
        "їздити довшою дорогою через сусіднє село.",
        "Інженери стверджують, що частина залізних балок тріснула і їх треба замінити якнайшвидше.",
    ),
    "Bulgarian": (
        "Кметът обяви в понеделник, че ремонтът на моста ще започне през пролетта, въпреки че "
        "по-рано беше обещал всичко да приключи до края на годината.",
        "Според опозицията общината погрешно е изчислила разходите, а жителите ще трябва да "
        "пътуват по обиколен път.",
        "Инженерите твърдят, че част от железните греди са напукани и трябва да бъдат сменени "
        "колкото се може по-скоро.",
    ),
    "Greek": (
        "Ο δήμαρχος ανακοίνωσε τη Δευτέρα ότι οι εργασίες στη γέφυρα θα αρχίσουν την άνοιξη, αν "
        "και είχε υποσχεθεί ότι όλα θα τελειώσουν μέσα στη χρονιά.",
        "Η αντιπολίτευση υποστηρίζει ότι ο δήμος υπολόγισε λάθος το κόστος και ζητά να "
        "δημοσιευθούν όλα τα έγγραφα.",
        "Οι μηχανικοί λένε ότι μερικές από τις σιδερένιες δοκούς έχουν ραγίσει και πρέπει να "
        "αντικατασταθούν αμέσως.",
    ),
    "Arabic": (
        "أعلن رئيس البلدية يوم الاثنين أن أعمال ترميم الجسر ستبدأ في الربيع، رغم أنه وعد سابقا "
        "بأن تنتهي جميع الأعمال قبل نهاية العام.",
        "وتقول المعارضة إن البلدية أخطأت في تقدير التكاليف وإن السكان سيضطرون إلى استخدام طريق "
        "أطول لعدة أشهر.",
        "ويرى المهندسون أن بعض العوارض الحديدية متشققة ويجب استبدالها في أسرع وقت ممكن.",
    ),
    "Hebrew": (
        "ראש העירייה הודיע ביום שני כי שיפוץ הגשר יתחיל באביב, אף שהבטיח בעבר שכל העבודות "
        "יסתיימו עד סוף השנה.",
        "באופוזיציה טוענים שהעירייה טעתה בהערכת העלויות ושהתושבים ייאלצו לנסוע בדרך ארוכה יותר "
        "במשך חודשים רבים.",
        "המהנדסים אומרים שחלק מקורות הברזל סדוקות ויש להחליף אותן בהקדם האפשרי.",
    ),
    "Chinese": (
        "市长星期一宣布，大桥的维修工程将于春季开始，尽管他此前曾承诺所有工程将在年底前完成。",
        "反对派认为市政府错误地估计了费用，居民将不得不在几个月内绕行更长的道路。",
        "工程师表示，部分钢梁已经出现裂缝，必须尽快更换，否则可能发生危险。",
    ),
    "Taiwanese": (
        "市長星期一宣布，大橋的維修工程將於春季開始，儘管他此前曾承諾所有工程將在年底前完成。",
        "反對黨認為市政府錯誤地估計了費用，居民將不得不在幾個月內繞行更長的道路。",
        "工程師表示，部分鋼梁已經出現裂縫，必須盡快更換，否則可能發生危險。",
    ),
    "Japanese": (
        "市長は月曜日、橋の補修工事を春に始めると発表した。以前は年内にすべての工事を終えると約束していた。",
        "野党は市役所が費用の見積もりを誤ったと主張し、住民は数か月のあいだ遠回りをしなければならないと批判した。",
        "技術者によると、鉄の梁の一部にひびが入っており、できるだけ早く交換する必要があるという。",
    ),
    "Korean": (
        "시장은 월요일에 다리 보수 공사가 봄에 시작될 것이라고 발표했지만, 이전에는 "
        "모든 공사를 올해 안에 끝내겠다고 약속했다.",
        "야당은 시청이 비용을 잘못 계산했으며 주민들이 몇 달 동안 "
        "먼 길로 돌아가야 할 것이라고 주장했다.",
        "기술자들은 철제 들보의 일부에 금이 가서 가능한 한 빨리 교체해야 한다고 말한다.",
    ),
    "Thai": (
        "นายกเทศมนตรีประกาศเมื่อวันจันทร์ว่าการซ่อมสะพานจะเริ่มในฤดูใบไม้ผลิ "
        "แม้ว่าก่อนหน้านี้จะสัญญาว่างานทั้งหมดจะเสร็จภายในปีนี้",
        "ฝ่ายค้านกล่าวว่าเทศบาลประเมินค่าใช้จ่ายผิดพลาด และชาวบ้านจะต้องใช้เส้นทางที่ยาวกว่าเดิมหลายเดือน",
    ),
}
_LATIN = ("windows-1252", "ISO-8859-15", "macintosh", "cp850")
_CENTRAL = ("windows-1250", "ISO-8859-2")
_BALTIC = ("windows-1257", "ISO-8859-13")
_CYRILLIC = ("windows-1251", "KOI8-U", "ISO-8859-5", "cp866", "mac_cyrillic")
GROUPS: dict[str, dict[str, tuple[str, ...]]] = {
    "Western": dict.fromkeys(("French", "German", "Spanish", "Portuguese", "Swedish"), _LATIN),
    "Central European": dict.fromkeys(
        ("Polish", "Czech", "Hungarian", "Romanian", "Croatian"), _CENTRAL
    ),
    "Turkish": {"Turkish": ("windows-1254", "ISO-8859-9")},
    "Baltic": dict.fromkeys(("Latvian", "Lithuanian"), _BALTIC),
    "Cyrillic": {
        "Russian": ("KOI8-R", *_CYRILLIC),
        "Ukrainian": ("windows-1251", "KOI8-U"),
        "Bulgarian": ("windows-1251", "ISO-8859-5", "mac_cyrillic"),
    },
    "Greek": {"Greek": ("windows-1253", "ISO-8859-7")},
    "Arabic": {"Arabic": ("windows-1256", "ISO-8859-6")},
    "Hebrew": {"Hebrew": ("windows-1255", "ISO-8859-8")},
    "Chinese, Japanese, Korean": {
        "Chinese": ("GB18030",),
        "Taiwanese": ("Big5",),
        "Japanese": ("Shift_JIS", "EUC-JP", "ISO-2022-JP"),
        "Korean": ("EUC-KR",),
    },
    "Thai": {"Thai": ("TIS-620",)},
}


@dataclass(frozen=True, slots=True)
class EncodedText:
    """A text, its bytes in an encoding, and its group and name in the table of figures."""

    group: str
    name: str
    encoding: str
    text: str
    data: bytes


def english(sign: str, paragraphs: int = 8, times: int = 1) -> str:
    """Return a long English text with the sentence of one sign in its middle."""
    body = [ENGLISH[n % len(ENGLISH)] for n in range(paragraphs)]
    for n in range(times):
        place = (n + 1) * len(body) // (times + 1)
        body[place] = f"{body[place]} {SIGNS[sign]}"
    return "\n\n".join(body) + "\n"


def _encoded(group: str, name: str, text: str, encoding: str) -> Iterator[EncodedText]:
    try:
        yield EncodedText(group, name, encoding, text, text.encode(encoding))
    except UnicodeEncodeError:
        return  # the encoding has no such sign


def english_texts(encoding: str = "windows-1252") -> Iterator[EncodedText]:
    """Return a long English text for each sign that an encoding has, and a very long one."""
    for sign in SIGNS:
        yield from _encoded(f"English, {encoding}", sign, english(sign), encoding)


def texts_of_languages() -> Iterator[EncodedText]:
    """Return each language in each of its encodings: one sentence, all of them, and very long."""
    for group, languages in GROUPS.items():
        for language, encodings in languages.items():
            sentences = LANGUAGES[language]
            for encoding in encodings:
                lengths = {
                    "short": sentences[:1],
                    "long": sentences * 3,
                    "very long": sentences * 60,
                }
                for length, chosen in lengths.items():
                    text = "\n".join(chosen) + "\n"
                    for kept in ("strict", "replace"):
                        try:
                            data = text.encode(encoding, kept)
                        except UnicodeEncodeError:
                            continue
                        text = data.decode(encoding)
                        yield EncodedText(group, f"{language}, {length}", encoding, text, data)
                        break
