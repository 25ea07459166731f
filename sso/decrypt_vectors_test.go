package sso

import (
	"encoding/hex"
	"testing"
)

// TestOpenedByVectors holds each length of key to what others have published: test cases 3,
// 9 and 15 of McGrew and Viega, "The Galois/Counter Mode of Operation". No identity provider
// of the tests hides anything by AES-192, whose layout is that of the other two.
func TestOpenedByVectors(t *testing.T) {
	t.Parallel()
	const (
		key   = "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"
		nonce = "cafebabefacedbaddecaf888"
		plain = "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255"
	)
	vectors := map[string]string{ // the ciphertext, then its tag
		"aes128-gcm": "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091473f5985" +
			"4d5c2af327cd64a62cf35abd2ba6fab4",
		"aes192-gcm": "3980ca0b3c00e841eb06fac4872a2757859e1ceaa6efd984628593b40ca1e19c7d773d00c144c525ac619d18c84a3f4718e2448b2fe324d9ccda2710acade256" +
			"9924a7c8587336bfb118024db8674a14",
		"aes256-gcm": "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662898015ad" +
			"b094dac5d93471bdec1a502270e3cc6c",
	}
	for name, hidden := range vectors {
		size := contentKeys[nsEncryption11+name]
		got, ok := opened(bytesOf(t, key)[:size], bytesOf(t, nonce+hidden))
		if !ok || hex.EncodeToString(got) != plain {
			t.Errorf("%s: %x", name, got)
		}
		bent := bytesOf(t, nonce+hidden)
		bent[len(bent)-1] ^= 1
		if _, ok := opened(bytesOf(t, key)[:size], bent); ok {
			t.Errorf("%s: opened with another tag", name)
		}
	}
	if len(vectors) != len(contentKeys) {
		t.Errorf("%d vectors for %d ways to hide an assertion", len(vectors), len(contentKeys))
	}
}

func bytesOf(t *testing.T, text string) []byte {
	t.Helper()
	b, err := hex.DecodeString(text)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
