"""What columns are called, in many languages: patterns of whole headers, the surest first."""

# Compared without case and accents; what English has no word for in common stands in other languages.
STARTS = (
    r"(start|begin|from|von|beginn|anfang|debut|inicio|inizio|начало)([ _-]?(date|time|day|on|datum|year))?|beginnt am",
    r"(date|day)?[ _-]?(start|begin|from)\w*|(st|start|beg)(yr|year)",
    r"dates?|when|(date)?time|timestamp|datum|fecha|data\b.*|дата|日付|日期|التاريخ|تاريخ|tarih|dato|paivamaara",
    r".*\bdate\b.*(signed|signature)|(signed|signature|adopted)\b.*|.*event_?date.*",
    r".*(date|datum|fecha|дата|日付|日期|تاريخ).*",
    r".*(day|time|year|jahr|annee|ano|год|年|period).*",
)
ENDS = (
    r"(end|finish|until|till?|to|bis|ende|fin|hasta|fine|конец)([ _-]?(date|time|day|on|datum|year))?|endet am",
    r"(date|day)?[ _-]?(end|until)\w*",
    r".*(end|term).*",
)
_CLOCK = r"[ _-]?(time|clock|hour|(uhr)?zeit|heure|hora|ora|время)( of day)?"
TIMES = rf"(start|begin|from|event|dep\w*|von|debut|inicio)?{_CLOCK}|beginnt um"
END_TIMES = rf"(end|finish|until|to|bis|fin|hasta|fine){_CLOCK}|endet um"
TITLES = (
    r"title|headline|event|message|titel|titre|intitule|رویداد|titulo|titolo|название|заголовок|タイトル|标题|عنوان",
    r"name|label|ereignis|evenement|acontecimiento|evento|событие|出来事|事件|イベント|الحدث|حدث|olay|wydarzenie|handelse",
    r".*(title|headline|name|label|titel|titre|titulo|название)",
    r"(short|subject|treaty|agreement|event\w*|what|conflict|war|battle|meeting|visit|crisis|incident|betreff|thema)s?",
)
SUMMARIES = (
    r"summary|description|abstract|details|text|notes?|comments?|body|content|beschreibung|descripcion|описание",
    r".*(summary|descr|text|note|bemerkung|remark|комментарий).*",
)
COUNTRIES = (
    r"who|between|actors?|participants?|sides?|countr(y|ies)|states?|part(y|ies)|nations?|members?|lander?|staate?n?|pays|pais(es)?|paese|страна|国|البلد|کشور|ulke|kraj",
    r".*(countr|nation|state|part(y|ies)|member|gwno|ccode|sender|target|initiator).*",
)
ORGANISATIONS = (r"organi[sz]ations?|igos?|orgs?|организация|organisationen", r".*(organi[sz]ation|\bigo\b).*")
PLACES = (
    r"place|city|location|venue|town|where|ort|stadt|lieu|ville|lugar|ciudad|luogo|citta|место|город|場所|地点",
    r".*(place|city|location|venue|locality).*",
)
CATEGORIES = (
    r"category|event_?type|type|kind|class|kategorie|art|categorie|categoria|категория|тип",
    r".*(category|type|\bkind\b).*",
)
TAGS = (r"tags?|keywords?|themes?|topics?|subjects?", r".*(tag|keyword|theme|topic|region|issue).*")
SOURCES = (r"publisher|source|newspaper|outlet|quelle|fuente|fonte|источник", r".*(publisher|source).*")
