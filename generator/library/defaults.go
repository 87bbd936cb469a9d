package library

// DefaultRules returns the built-in profile: the kinds of document and the bodies that most municipalities have. A
// configuration changes single keys of its entries and adds others.
func DefaultRules() Rules {
	return Rules{
		Bodies: []Body{
			{ID: "kommunfullmaktige", Name: "Kommunfullmäktige", Genitive: "kommunfullmäktiges", Short: []string{"kf", "fullmäktige"}, Rank: 1},
			{ID: "kommunstyrelsen", Name: "Kommunstyrelsen", Genitive: "kommunstyrelsens", Short: []string{"ks"}, Rank: 2},
			{ID: "kommundirektoren", Name: "Kommundirektören", Genitive: "kommundirektörens", Short: []string{"kommundirektör"}, Rank: 3, WithoutMinutes: true},
		},
		Kinds: defaultKinds(),
		Terms: TermRules{Anchor: "kommunfullmaktige", Deadline: Deadline{Type: EndOfTerm}},
		Soon:  180,
	}
}

// defaultKinds returns the kinds of document, statutes last. Riktlinjer and regler are plural in every form, as the
// documents are: "Riktlinjerna är antagna".
func defaultKinds() []Kind {
	term := []ReviewCycle{{Type: EveryTerm}}
	yearly := []ReviewCycle{{Type: EveryMonths, Months: 12}}
	calendar := []ReviewCycle{{Type: EveryYear, Day: endOfYear}}
	second := []ReviewCycle{{Type: EveryMonths, Months: 24}}
	never := []ReviewCycle{{Type: NoReview}}
	needed := []ReviewCycle{{Type: WhenNeeded}}
	const council, board, director = "kommunfullmaktige", "kommunstyrelsen", "kommundirektoren"
	kinds := []Kind{
		{ID: "vision", Forms: Forms{"vision", "visionen", "visioner", "visionerna"}, Rank: 1, Review: term, Body: council, Summary: "Bilden av den framtid som kommunen vill nå."},
		{ID: "strategi", Forms: Forms{"strategi", "strategin", "strategier", "strategierna"}, Rank: 2, Review: term, Body: council, Summary: "Vägval för att nå kommunens långsiktiga mål."},
		{ID: "program", Forms: Forms{"program", "programmet", "program", "programmen"}, Rank: 2, Review: term, Body: council, Summary: "Mål och inriktning för ett område som hela kommunen arbetar med."},
		// A plan states its last day; without one, nothing makes it due.
		{ID: "plan", Forms: Forms{"plan", "planen", "planer", "planerna"}, Rank: 3, Review: never, Body: council, Summary: "Vad som ska göras inom ett område, och till när."},
		{ID: "handlingsplan", Forms: Forms{"handlingsplan", "handlingsplanen", "handlingsplaner", "handlingsplanerna"}, Rank: 4, Review: yearly, Body: director, Summary: "Åtgärder, ansvariga och tider för det som en plan eller ett program har beslutat."},
		{ID: "policy", Forms: Forms{"policy", "policyn", "policyer", "policyerna"}, Rank: 2, Review: term, Body: council, Summary: "Kommunens principer och hållning i en fråga."},
		{ID: "riktlinje", Gender: Plural, Forms: Forms{"riktlinje", "riktlinjen", "riktlinjer", "riktlinjerna"}, Rank: 3, Review: term, Body: board, Summary: "Hur arbetet ska utföras för att en policy eller ett program ska följas."},
		{ID: "regler", Gender: Plural, Forms: Forms{"regel", "regeln", "regler", "reglerna"}, Rank: 3, Review: second, Body: board, Summary: "Vad som är tillåtet, krävs eller är förbjudet."},
		{ID: "instruktion", Forms: Forms{"instruktion", "instruktionen", "instruktioner", "instruktionerna"}, Rank: 4, Review: second, Body: board, Summary: "Uppdrag och ansvar för en befattning eller ett bestämt arbete."},
		{ID: "anvisning", Forms: Forms{"anvisning", "anvisningen", "anvisningar", "anvisningarna"}, Rank: 4, Review: second, Body: director, Summary: "Hur riktlinjer eller regler ska tillämpas."},
		{ID: "rutin", Forms: Forms{"rutin", "rutinen", "rutiner", "rutinerna"}, Rank: 5, Review: yearly, Body: director, Summary: "Hur ett arbetsmoment går till, steg för steg."},
		{ID: "reglemente", Forms: Forms{"reglemente", "reglementet", "reglementen", "reglementena"}, Rank: 1, Review: term, Body: council, Statute: true, Summary: "En nämnds uppgifter och arbetsformer."},
		{ID: "arbetsordning", Forms: Forms{"arbetsordning", "arbetsordningen", "arbetsordningar", "arbetsordningarna"}, Rank: 1, Review: term, Body: council, Statute: true, Summary: "Hur kommunfullmäktiges sammanträden och arbete går till."},
		{ID: "delegationsordning", Forms: Forms{"delegationsordning", "delegationsordningen", "delegationsordningar", "delegationsordningarna"}, Rank: 2, Review: yearly, Body: board, Statute: true, Summary: "Vem som får besluta på en nämnds vägnar, och i vilka ärenden."},
		{ID: "foreskrift", Gender: Plural, Forms: Forms{"föreskrift", "föreskriften", "föreskrifter", "föreskrifterna"}, Rank: 1, Review: needed, Body: council, Statute: true, BindsPublic: true, Summary: "Lokala regler som binder var och en i kommunen."},
		{ID: "taxa", Forms: Forms{"taxa", "taxan", "taxor", "taxorna"}, Rank: 1, Review: calendar, Body: council, Statute: true, BindsPublic: true, Summary: "Avgifter för det som kommunen utför."},
		{ID: "bolagsordning", Forms: Forms{"bolagsordning", "bolagsordningen", "bolagsordningar", "bolagsordningarna"}, Rank: 1, Review: term, Body: council, Statute: true, Summary: "Ändamål och grundläggande regler för ett bolag som kommunen äger."},
		{ID: "agardirektiv", Forms: Forms{"ägardirektiv", "ägardirektivet", "ägardirektiv", "ägardirektiven"}, Rank: 1, Review: term, Body: council, Statute: true, Summary: "Vad kommunen som ägare kräver av ett bolag."},
	}
	for i := range kinds {
		k := &kinds[i]
		k.Plural = k.Forms.Plural
		if k.Gender == Plural {
			k.Singular, k.Definite = k.Forms.Plural, k.Forms.PluralDefinite
		} else {
			k.Singular, k.Definite, k.Gender = k.Forms.Singular, k.Forms.Definite, k.Forms.Gender()
		}
	}
	return kinds
}
