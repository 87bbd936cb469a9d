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

// englishKinds are the English words for the built-in kinds: singular, plural and summary. The definite form is made
// with "the".
var englishKinds = map[KindID][3]string{
	"vision":             {"vision", "visions", "The future that the municipality wants to reach."},
	"strategi":           {"strategy", "strategies", "Ways chosen to reach the municipality's long-term goals."},
	"program":            {"programme", "programmes", "Goals and direction for a field that the whole municipality works with."},
	"plan":               {"plan", "plans", "What is to be done in a field, and by when."},
	"handlingsplan":      {"action plan", "action plans", "Measures, who answers for them, and when, for what a plan or programme has decided."},
	"policy":             {"policy", "policies", "The municipality's principles and stance on a matter."},
	"riktlinje":          {"guidelines", "guidelines", "How work is to be done so that a policy or programme is followed."},
	"regler":             {"rules", "rules", "What is allowed, required or forbidden."},
	"instruktion":        {"instruction", "instructions", "Tasks and responsibility of a post or a certain piece of work."},
	"anvisning":          {"directions", "directions", "How guidelines or rules are to be applied."},
	"rutin":              {"routine", "routines", "How a piece of work is done, step by step."},
	"reglemente":         {"committee regulations", "committee regulations", "The tasks and working methods of a committee."},
	"arbetsordning":      {"rules of procedure", "rules of procedure", "How the municipal council meets and works."},
	"delegationsordning": {"delegation rules", "delegation rules", "Who may decide on behalf of a committee, and in which matters."},
	"foreskrift":         {"local regulation", "local regulations", "Local rules that bind everyone in the municipality."},
	"taxa":               {"scale of charges", "scales of charges", "Charges for what the municipality does."},
	"bolagsordning":      {"articles of association", "articles of association", "Purpose and basic rules of a company that the municipality owns."},
	"agardirektiv":       {"owner's directives", "owner's directives", "What the municipality as its owner demands of a company."},
}

// englishBodies are the English names of the built-in bodies, with their genitives.
var englishBodies = map[BodyID][2]string{
	"kommunfullmaktige": {"The municipal council", "the municipal council's"},
	"kommunstyrelsen":   {"The municipal executive board", "the municipal executive board's"},
	"kommundirektoren":  {"The chief executive", "the chief executive's"},
}

// InEnglish returns the rules with English names for the built-in kinds and bodies. Their Swedish names are still
// accepted in files and as names of collections.
func (r Rules) InEnglish() Rules {
	kinds := make([]Kind, len(r.Kinds))
	for i, k := range r.Kinds {
		if words, ok := englishKinds[k.ID]; ok {
			k.Folders = append([]string{k.Plural}, k.Folders...)
			k.Singular, k.Plural, k.Summary = words[0], words[1], words[2]
			k.Definite, k.Forms = "the "+k.Singular, Forms{}
		}
		kinds[i] = k
	}
	bodies := make([]Body, len(r.Bodies))
	for i, b := range r.Bodies {
		if words, ok := englishBodies[b.ID]; ok {
			b.Short = append([]string{b.Name}, b.Short...)
			b.Name, b.Genitive = words[0], words[1]
		}
		bodies[i] = b
	}
	r.Kinds, r.Bodies = kinds, bodies
	return r
}
