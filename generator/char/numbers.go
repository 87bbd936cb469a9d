package char

// Unit reports whether a word is a unit of measure or of money: on paper and on pages it stays on the line of
// the number before it.
func Unit(word string) bool { return units[word] }

// Month reports whether a word is a month in Swedish or English, which stays on the line of its day.
func Month(word string) bool { return months[word] }

var (
	units = words(`% ‰ ° °C kB MB GB TB kr tkr mkr mnkr mdkr kronor öre euro EUR SEK mm cm dm m km m² m2 m³ km² kvm ha mil
		mg g hg kg ton ml cl dl l W kW MW GW Wh kWh MWh GWh TWh V kV A Hz kHz MHz GHz dB s h min bar Pa kPa procent procentenheter`)
	months = words(`januari februari mars april maj juni juli augusti september oktober november december
		January February March April May June July August September October November December`)
)
