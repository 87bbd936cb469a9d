package library

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
