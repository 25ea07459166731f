package assign

import (
	"strings"

	"mandate/fault"
)

// The active codes of ISO 4217, list one as of 2026, by the number of their decimals. Not
// among them are the codes that have no minor unit, as nothing is lent in them: metals,
// bond market units, special drawing rights, and the codes for testing and for no currency.
const (
	noDecimals    = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
	threeDecimals = "BHD IQD JOD KWD LYD OMR TND"
	fourDecimals  = "CLF UYW"
	twoDecimals   = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW " +
		"CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR " +
		"JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK " +
		"NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP " +
		"TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG"
)

// MinorDigits says how many decimals amounts of a currency have (LL-1). A text that is no
// active currency code of ISO 4217 is INVALID.
func MinorDigits(currency string) (int, error) {
	digits := minorDigits(currency)
	if !isCode(currency) || digits == 2 && !strings.Contains(twoDecimals, currency) {
		return 0, fault.New(fault.Invalid, fault.CodeInvalid, "A currency is a code of ISO 4217, such as CAD.")
	}
	return digits, nil
}

// minorDigits is MinorDigits of a currency that was checked when it came in. One that has
// left the list since has two decimals.
func minorDigits(currency string) int {
	switch {
	case !isCode(currency):
		return 2
	case strings.Contains(noDecimals, currency):
		return 0
	case strings.Contains(threeDecimals, currency):
		return 3
	case strings.Contains(fourDecimals, currency):
		return 4
	}
	return 2
}

// isCode reports whether a text is three capital letters.
func isCode(text string) bool {
	for i := range len(text) {
		if text[i] < 'A' || text[i] > 'Z' {
			return false
		}
	}
	return len(text) == 3
}
