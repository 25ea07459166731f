package assign

import "mandate/fault"

// MinorDigits says how many decimals amounts of a currency have (ISO 4217, list one).
// A text that is not three capital letters is INVALID.
func MinorDigits(currency string) (int, error) {
	if !isCurrency(currency) {
		return 0, fault.New(fault.Invalid, fault.CodeInvalid, "A currency is three capital letters, such as CAD.")
	}
	return minorDigits(currency), nil
}

func isCurrency(code string) bool {
	for i := range len(code) {
		if code[i] < 'A' || code[i] > 'Z' {
			return false
		}
	}
	return len(code) == 3
}

// minorDigits lists the exceptions; every other currency has two decimals.
func minorDigits(currency string) int {
	switch currency {
	case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF":
		return 0
	case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND":
		return 3
	case "CLF", "UYW":
		return 4
	}
	return 2
}
