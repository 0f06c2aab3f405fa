"""Words of crisis in English and Spanish: data only, for the rule `crisis_words`.

From the wording of the PHQ-9 and the C-SSRS screener and usual variants of it, the Spanish ones from memory (mark M):
a site's psychologist confirms the lists in each language. Written without accents and apostrophes, in lower case.
"""

from __future__ import annotations

from typing import Final

# Said as an act or a plan: RED.
ACTS: Final = (
    *("kill myself", "killing myself", "kill himself", "kill herself", "kill themselves", "kms"),
    *("end my life", "ending my life", "take my life", "take my own life", "taking my own life"),
    *("end her life", "end his life", "take her own life", "take his own life"),
    *("kill my self", "killing my self", "end my own life"),
    *("commit suicide", "hang myself", "shoot myself", "overdose on purpose", "overdose myself"),
    *("me quiero matar", "me quiero suicidar", "me voy a quitar la vida", "me quiero quitar la vida"),
    *("matarme", "me voy a matar", "me mato", "matarse", "se quiere matar"),
    *("suicidarme", "me voy a suicidar", "suicidarse", "se va a suicidar", "se quiere suicidar"),
    *("quitarme la vida", "me quito la vida", "quitarse la vida", "acabar con mi vida", "terminar con mi vida"),
    *("ahorcarme", "colgarme", "pegarme un tiro"),
)

# Said as a wish, a thought or a word: ORANGE.
THOUGHTS: Final = (
    *("suicide", "suicidal", "want to die", "wants to die", "wanted to die", "wanna die", "wanting to die"),
    *("wish i was dead", "wish i were dead", "wish to be dead", "rather be dead", "better off dead"),
    *("better off without me", "not want to live", "dont want to live", "not wanna live", "dont wanna live"),
    *("doesnt want to live", "dont want to be alive", "not want to be alive", "dont want to be here anymore"),
    *("dont want to wake up", "not want to wake up", "hope i dont wake up", "wish i would not wake up"),
    *("never wake up again", "go to sleep and not wake up", "no reason to live", "nothing to live for"),
    *("not worth living", "isnt worth living", "tired of living", "cant go on living", "cannot go on living"),
    *("no longer want to live", "no longer want to be alive", "want to be dead", "ending it all"),
    *("not feel like living", "dont feel like living", "ya no quiero vivir", "quiero estar muerto"),
    *("quiero estar muerta",),
    *("end it all", "hurt myself", "hurting myself", "harm myself", "harming myself", "self harm", "selfharm"),
    *("cutting myself", "hurt herself", "hurt himself", "harm herself", "harm himself"),
    *("suicidio", "suicida", "suicidas", "quiero morir", "quiero morirme", "me quiero morir", "quiere morir"),
    *("quiere morirse", "quisiera morir", "quisiera morirme", "quisiera estar muerto", "quisiera estar muerta"),
    *("desearia estar muerto", "desearia estar muerta", "ojala estuviera muerto", "ojala estuviera muerta"),
    *("mejor muerto", "mejor muerta", "mejor sin mi", "no quiero vivir", "no quiero seguir viviendo"),
    *("no quiere vivir", "no quiero despertar", "no tengo ganas de vivir", "sin ganas de vivir", "ganas de morir"),
    *("ganas de morirme", "no tengo razones para vivir", "no hay razon para vivir", "no vale la pena vivir"),
    *("cansado de vivir", "cansada de vivir", "acabar con todo", "hacerme dano", "hacerse dano", "lastimarme"),
    *("herirme", "autolesion", "autolesiones", "autolesionarme"),
)

# A negation holds only when nothing but these words stands between it and the phrase.
_AFTER_NOT: Final = frozenset(
    (
        *("want", "to", "going", "feel", "feeling", "like", "think", "thinking", "thought", "thoughts", "about", "of"),
        *("have", "had", "having", "been", "be", "any", "really", "ever", "plan", "plans", "planning", "intend"),
        *("intending", "at", "all", "a", "am", "is", "i", "longer"),
    )
)
_AFTER_NO: Final = frozenset(
    (
        *("thoughts", "thought", "of", "about", "plans", "plan", "to", "intention", "intentions", "intent"),
        *("desire", "wish", "longer", "any", "signs", "sign", "want"),
    )
)
_AFTER_NO_IN_SPANISH: Final = frozenset(
    (
        *("quiero", "quise", "he", "ha", "habia", "tengo", "tenia", "tiene", "me", "pensado", "pienso", "pensando"),
        *("pensar", "pensamientos", "pensamiento", "ideas", "idea", "ganas", "de", "en", "con", "planes", "plan"),
        *("intencion", "intenciones", "estoy", "voy", "a", "siento", "soy", "mi", "la", "el", "del", "al"),
        *("ningun", "ninguna"),
    )
)
NEGATIONS: Final = {
    **dict.fromkeys(
        ("not", "dont", "never", "didnt", "havent", "hasnt", "isnt", "wasnt", "wont", "wouldnt", "aint", "without"),
        _AFTER_NOT,
    ),
    "no": _AFTER_NO | _AFTER_NO_IN_SPANISH,
    **dict.fromkeys(("nunca", "jamas", "sin", "ni", "tampoco"), _AFTER_NO_IN_SPANISH),
}

# "why not …", "whether or not …", "por que no …" ask; they deny nothing.
ASKING: Final = (("why",), ("or",), ("por", "que"))
# A new clause begins; a negation does not reach across it.
NEW_CLAUSE: Final = ("but", "pero", "sino", "however", "though", "although", "aunque", "because", "porque")
