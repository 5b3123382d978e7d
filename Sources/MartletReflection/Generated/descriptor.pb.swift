// Generated from google/protobuf/descriptor.proto. Do not edit.
import MartletProtobuf

extension ProtoFile {
  public static let google_protobuf_descriptor = ProtoFile(
    name: "google/protobuf/descriptor.proto",
    descriptor: """
      CiBnb29nbGUvcHJvdG9idWYvZGVzY3JpcHRvci5wcm90bxIPZ29vZ2xlLnByb3RvYnVmIlsKEUZpbGVEZXNjcmlwdG9yU2V0EjgK
      BGZpbGUYASADKAsyJC5nb29nbGUucHJvdG9idWYuRmlsZURlc2NyaXB0b3JQcm90b1IEZmlsZSoMCIDsyv8BEIHsyv8BIsUFChNG
      aWxlRGVzY3JpcHRvclByb3RvEhIKBG5hbWUYASABKAlSBG5hbWUSGAoHcGFja2FnZRgCIAEoCVIHcGFja2FnZRIeCgpkZXBlbmRl
      bmN5GAMgAygJUgpkZXBlbmRlbmN5EisKEXB1YmxpY19kZXBlbmRlbmN5GAogAygFUhBwdWJsaWNEZXBlbmRlbmN5EicKD3dlYWtf
      ZGVwZW5kZW5jeRgLIAMoBVIOd2Vha0RlcGVuZGVuY3kSKwoRb3B0aW9uX2RlcGVuZGVuY3kYDyADKAlSEG9wdGlvbkRlcGVuZGVu
      Y3kSQwoMbWVzc2FnZV90eXBlGAQgAygLMiAuZ29vZ2xlLnByb3RvYnVmLkRlc2NyaXB0b3JQcm90b1ILbWVzc2FnZVR5cGUSQQoJ
      ZW51bV90eXBlGAUgAygLMiQuZ29vZ2xlLnByb3RvYnVmLkVudW1EZXNjcmlwdG9yUHJvdG9SCGVudW1UeXBlEkEKB3NlcnZpY2UY
      BiADKAsyJy5nb29nbGUucHJvdG9idWYuU2VydmljZURlc2NyaXB0b3JQcm90b1IHc2VydmljZRJDCglleHRlbnNpb24YByADKAsy
      JS5nb29nbGUucHJvdG9idWYuRmllbGREZXNjcmlwdG9yUHJvdG9SCWV4dGVuc2lvbhI2CgdvcHRpb25zGAggASgLMhwuZ29vZ2xl
      LnByb3RvYnVmLkZpbGVPcHRpb25zUgdvcHRpb25zEkkKEHNvdXJjZV9jb2RlX2luZm8YCSABKAsyHy5nb29nbGUucHJvdG9idWYu
      U291cmNlQ29kZUluZm9SDnNvdXJjZUNvZGVJbmZvEhYKBnN5bnRheBgMIAEoCVIGc3ludGF4EjIKB2VkaXRpb24YDiABKA4yGC5n
      b29nbGUucHJvdG9idWYuRWRpdGlvblIHZWRpdGlvbiL8BgoPRGVzY3JpcHRvclByb3RvEhIKBG5hbWUYASABKAlSBG5hbWUSOwoF
      ZmllbGQYAiADKAsyJS5nb29nbGUucHJvdG9idWYuRmllbGREZXNjcmlwdG9yUHJvdG9SBWZpZWxkEkMKCWV4dGVuc2lvbhgGIAMo
      CzIlLmdvb2dsZS5wcm90b2J1Zi5GaWVsZERlc2NyaXB0b3JQcm90b1IJZXh0ZW5zaW9uEkEKC25lc3RlZF90eXBlGAMgAygLMiAu
      Z29vZ2xlLnByb3RvYnVmLkRlc2NyaXB0b3JQcm90b1IKbmVzdGVkVHlwZRJBCgllbnVtX3R5cGUYBCADKAsyJC5nb29nbGUucHJv
      dG9idWYuRW51bURlc2NyaXB0b3JQcm90b1IIZW51bVR5cGUSWAoPZXh0ZW5zaW9uX3JhbmdlGAUgAygLMi8uZ29vZ2xlLnByb3Rv
      YnVmLkRlc2NyaXB0b3JQcm90by5FeHRlbnNpb25SYW5nZVIOZXh0ZW5zaW9uUmFuZ2USRAoKb25lb2ZfZGVjbBgIIAMoCzIlLmdv
      b2dsZS5wcm90b2J1Zi5PbmVvZkRlc2NyaXB0b3JQcm90b1IJb25lb2ZEZWNsEjkKB29wdGlvbnMYByABKAsyHy5nb29nbGUucHJv
      dG9idWYuTWVzc2FnZU9wdGlvbnNSB29wdGlvbnMSVQoOcmVzZXJ2ZWRfcmFuZ2UYCSADKAsyLi5nb29nbGUucHJvdG9idWYuRGVz
      Y3JpcHRvclByb3RvLlJlc2VydmVkUmFuZ2VSDXJlc2VydmVkUmFuZ2USIwoNcmVzZXJ2ZWRfbmFtZRgKIAMoCVIMcmVzZXJ2ZWRO
      YW1lEkEKCnZpc2liaWxpdHkYCyABKA4yIS5nb29nbGUucHJvdG9idWYuU3ltYm9sVmlzaWJpbGl0eVIKdmlzaWJpbGl0eRp6Cg5F
      eHRlbnNpb25SYW5nZRIUCgVzdGFydBgBIAEoBVIFc3RhcnQSEAoDZW5kGAIgASgFUgNlbmQSQAoHb3B0aW9ucxgDIAEoCzImLmdv
      b2dsZS5wcm90b2J1Zi5FeHRlbnNpb25SYW5nZU9wdGlvbnNSB29wdGlvbnMaNwoNUmVzZXJ2ZWRSYW5nZRIUCgVzdGFydBgBIAEo
      BVIFc3RhcnQSEAoDZW5kGAIgASgFUgNlbmQi1AQKFUV4dGVuc2lvblJhbmdlT3B0aW9ucxJYChR1bmludGVycHJldGVkX29wdGlv
      bhjnByADKAsyJC5nb29nbGUucHJvdG9idWYuVW5pbnRlcnByZXRlZE9wdGlvblITdW5pbnRlcnByZXRlZE9wdGlvbhJZCgtkZWNs
      YXJhdGlvbhgCIAMoCzIyLmdvb2dsZS5wcm90b2J1Zi5FeHRlbnNpb25SYW5nZU9wdGlvbnMuRGVjbGFyYXRpb25CA4gBAlILZGVj
      bGFyYXRpb24SNwoIZmVhdHVyZXMYMiABKAsyGy5nb29nbGUucHJvdG9idWYuRmVhdHVyZVNldFIIZmVhdHVyZXMSbQoMdmVyaWZp
      Y2F0aW9uGAMgASgOMjguZ29vZ2xlLnByb3RvYnVmLkV4dGVuc2lvblJhbmdlT3B0aW9ucy5WZXJpZmljYXRpb25TdGF0ZToKVU5W
      RVJJRklFREIDiAECUgx2ZXJpZmljYXRpb24alAEKC0RlY2xhcmF0aW9uEhYKBm51bWJlchgBIAEoBVIGbnVtYmVyEhsKCWZ1bGxf
      bmFtZRgCIAEoCVIIZnVsbE5hbWUSEgoEdHlwZRgDIAEoCVIEdHlwZRIaCghyZXNlcnZlZBgFIAEoCFIIcmVzZXJ2ZWQSGgoIcmVw
      ZWF0ZWQYBiABKAhSCHJlcGVhdGVkSgQIBBAFIjQKEVZlcmlmaWNhdGlvblN0YXRlEg8KC0RFQ0xBUkFUSU9OEAASDgoKVU5WRVJJ
      RklFRBABKgYI3gcQ5wcqCQjoBxCAgICAAiLBBgoURmllbGREZXNjcmlwdG9yUHJvdG8SEgoEbmFtZRgBIAEoCVIEbmFtZRIWCgZu
      dW1iZXIYAyABKAVSBm51bWJlchJBCgVsYWJlbBgEIAEoDjIrLmdvb2dsZS5wcm90b2J1Zi5GaWVsZERlc2NyaXB0b3JQcm90by5M
      YWJlbFIFbGFiZWwSPgoEdHlwZRgFIAEoDjIqLmdvb2dsZS5wcm90b2J1Zi5GaWVsZERlc2NyaXB0b3JQcm90by5UeXBlUgR0eXBl
      EhsKCXR5cGVfbmFtZRgGIAEoCVIIdHlwZU5hbWUSGgoIZXh0ZW5kZWUYAiABKAlSCGV4dGVuZGVlEiMKDWRlZmF1bHRfdmFsdWUY
      ByABKAlSDGRlZmF1bHRWYWx1ZRIfCgtvbmVvZl9pbmRleBgJIAEoBVIKb25lb2ZJbmRleBIbCglqc29uX25hbWUYCiABKAlSCGpz
      b25OYW1lEjcKB29wdGlvbnMYCCABKAsyHS5nb29nbGUucHJvdG9idWYuRmllbGRPcHRpb25zUgdvcHRpb25zEicKD3Byb3RvM19v
      cHRpb25hbBgRIAEoCFIOcHJvdG8zT3B0aW9uYWwitgIKBFR5cGUSDwoLVFlQRV9ET1VCTEUQARIOCgpUWVBFX0ZMT0FUEAISDgoK
      VFlQRV9JTlQ2NBADEg8KC1RZUEVfVUlOVDY0EAQSDgoKVFlQRV9JTlQzMhAFEhAKDFRZUEVfRklYRUQ2NBAGEhAKDFRZUEVfRklY
      RUQzMhAHEg0KCVRZUEVfQk9PTBAIEg8KC1RZUEVfU1RSSU5HEAkSDgoKVFlQRV9HUk9VUBAKEhAKDFRZUEVfTUVTU0FHRRALEg4K
      ClRZUEVfQllURVMQDBIPCgtUWVBFX1VJTlQzMhANEg0KCVRZUEVfRU5VTRAOEhEKDVRZUEVfU0ZJWEVEMzIQDxIRCg1UWVBFX1NG
      SVhFRDY0EBASDwoLVFlQRV9TSU5UMzIQERIPCgtUWVBFX1NJTlQ2NBASIkMKBUxhYmVsEhIKDkxBQkVMX09QVElPTkFMEAESEgoO
      TEFCRUxfUkVQRUFURUQQAxISCg5MQUJFTF9SRVFVSVJFRBACImMKFE9uZW9mRGVzY3JpcHRvclByb3RvEhIKBG5hbWUYASABKAlS
      BG5hbWUSNwoHb3B0aW9ucxgCIAEoCzIdLmdvb2dsZS5wcm90b2J1Zi5PbmVvZk9wdGlvbnNSB29wdGlvbnMipgMKE0VudW1EZXNj
      cmlwdG9yUHJvdG8SEgoEbmFtZRgBIAEoCVIEbmFtZRI/CgV2YWx1ZRgCIAMoCzIpLmdvb2dsZS5wcm90b2J1Zi5FbnVtVmFsdWVE
      ZXNjcmlwdG9yUHJvdG9SBXZhbHVlEjYKB29wdGlvbnMYAyABKAsyHC5nb29nbGUucHJvdG9idWYuRW51bU9wdGlvbnNSB29wdGlv
      bnMSXQoOcmVzZXJ2ZWRfcmFuZ2UYBCADKAsyNi5nb29nbGUucHJvdG9idWYuRW51bURlc2NyaXB0b3JQcm90by5FbnVtUmVzZXJ2
      ZWRSYW5nZVINcmVzZXJ2ZWRSYW5nZRIjCg1yZXNlcnZlZF9uYW1lGAUgAygJUgxyZXNlcnZlZE5hbWUSQQoKdmlzaWJpbGl0eRgG
      IAEoDjIhLmdvb2dsZS5wcm90b2J1Zi5TeW1ib2xWaXNpYmlsaXR5Ugp2aXNpYmlsaXR5GjsKEUVudW1SZXNlcnZlZFJhbmdlEhQK
      BXN0YXJ0GAEgASgFUgVzdGFydBIQCgNlbmQYAiABKAVSA2VuZCKDAQoYRW51bVZhbHVlRGVzY3JpcHRvclByb3RvEhIKBG5hbWUY
      ASABKAlSBG5hbWUSFgoGbnVtYmVyGAIgASgFUgZudW1iZXISOwoHb3B0aW9ucxgDIAEoCzIhLmdvb2dsZS5wcm90b2J1Zi5FbnVt
      VmFsdWVPcHRpb25zUgdvcHRpb25zIrUBChZTZXJ2aWNlRGVzY3JpcHRvclByb3RvEhIKBG5hbWUYASABKAlSBG5hbWUSPgoGbWV0
      aG9kGAIgAygLMiYuZ29vZ2xlLnByb3RvYnVmLk1ldGhvZERlc2NyaXB0b3JQcm90b1IGbWV0aG9kEjkKB29wdGlvbnMYAyABKAsy
      Hy5nb29nbGUucHJvdG9idWYuU2VydmljZU9wdGlvbnNSB29wdGlvbnNKBAgEEAVSBnN0cmVhbSKJAgoVTWV0aG9kRGVzY3JpcHRv
      clByb3RvEhIKBG5hbWUYASABKAlSBG5hbWUSHQoKaW5wdXRfdHlwZRgCIAEoCVIJaW5wdXRUeXBlEh8KC291dHB1dF90eXBlGAMg
      ASgJUgpvdXRwdXRUeXBlEjgKB29wdGlvbnMYBCABKAsyHi5nb29nbGUucHJvdG9idWYuTWV0aG9kT3B0aW9uc1IHb3B0aW9ucxIw
      ChBjbGllbnRfc3RyZWFtaW5nGAUgASgIOgVmYWxzZVIPY2xpZW50U3RyZWFtaW5nEjAKEHNlcnZlcl9zdHJlYW1pbmcYBiABKAg6
      BWZhbHNlUg9zZXJ2ZXJTdHJlYW1pbmci+goKC0ZpbGVPcHRpb25zEiEKDGphdmFfcGFja2FnZRgBIAEoCVILamF2YVBhY2thZ2US
      MAoUamF2YV9vdXRlcl9jbGFzc25hbWUYCCABKAlSEmphdmFPdXRlckNsYXNzbmFtZRL5AQoTamF2YV9tdWx0aXBsZV9maWxlcxgK
      IAEoCDoFZmFsc2VCwQGyAb0BCOYHIOkHKrQBVGhpcyBiZWhhdmlvciBpcyBlbmFibGVkIGJ5IGRlZmF1bHQgaW4gZWRpdGlvbnMg
      MjAyNCBhbmQgYWJvdmUuIFRvIGRpc2FibGUgaXQsIHlvdSBjYW4gc2V0IGBmZWF0dXJlcy4ocGIuamF2YSkubmVzdF9pbl9maWxl
      X2NsYXNzID0gWUVTYCBvbiBpbmRpdmlkdWFsIG1lc3NhZ2VzLCBlbnVtcywgb3Igc2VydmljZXMuUhFqYXZhTXVsdGlwbGVGaWxl
      cxJECh1qYXZhX2dlbmVyYXRlX2VxdWFsc19hbmRfaGFzaBgUIAEoCEICGAFSGWphdmFHZW5lcmF0ZUVxdWFsc0FuZEhhc2gSOgoW
      amF2YV9zdHJpbmdfY2hlY2tfdXRmOBgbIAEoCDoFZmFsc2VSE2phdmFTdHJpbmdDaGVja1V0ZjgSUwoMb3B0aW1pemVfZm9yGAkg
      ASgOMikuZ29vZ2xlLnByb3RvYnVmLkZpbGVPcHRpb25zLk9wdGltaXplTW9kZToFU1BFRURSC29wdGltaXplRm9yEh0KCmdvX3Bh
      Y2thZ2UYCyABKAlSCWdvUGFja2FnZRI1ChNjY19nZW5lcmljX3NlcnZpY2VzGBAgASgIOgVmYWxzZVIRY2NHZW5lcmljU2Vydmlj
      ZXMSOQoVamF2YV9nZW5lcmljX3NlcnZpY2VzGBEgASgIOgVmYWxzZVITamF2YUdlbmVyaWNTZXJ2aWNlcxI1ChNweV9nZW5lcmlj
      X3NlcnZpY2VzGBIgASgIOgVmYWxzZVIRcHlHZW5lcmljU2VydmljZXMSJQoKZGVwcmVjYXRlZBgXIAEoCDoFZmFsc2VSCmRlcHJl
      Y2F0ZWQSLgoQY2NfZW5hYmxlX2FyZW5hcxgfIAEoCDoEdHJ1ZVIOY2NFbmFibGVBcmVuYXMSKgoRb2JqY19jbGFzc19wcmVmaXgY
      JCABKAlSD29iamNDbGFzc1ByZWZpeBIpChBjc2hhcnBfbmFtZXNwYWNlGCUgASgJUg9jc2hhcnBOYW1lc3BhY2USIQoMc3dpZnRf
      cHJlZml4GCcgASgJUgtzd2lmdFByZWZpeBIoChBwaHBfY2xhc3NfcHJlZml4GCggASgJUg5waHBDbGFzc1ByZWZpeBIjCg1waHBf
      bmFtZXNwYWNlGCkgASgJUgxwaHBOYW1lc3BhY2USNAoWcGhwX21ldGFkYXRhX25hbWVzcGFjZRgsIAEoCVIUcGhwTWV0YWRhdGFO
      YW1lc3BhY2USIQoMcnVieV9wYWNrYWdlGC0gASgJUgtydWJ5UGFja2FnZRI3CghmZWF0dXJlcxgyIAEoCzIbLmdvb2dsZS5wcm90
      b2J1Zi5GZWF0dXJlU2V0UghmZWF0dXJlcxJYChR1bmludGVycHJldGVkX29wdGlvbhjnByADKAsyJC5nb29nbGUucHJvdG9idWYu
      VW5pbnRlcnByZXRlZE9wdGlvblITdW5pbnRlcnByZXRlZE9wdGlvbiI6CgxPcHRpbWl6ZU1vZGUSCQoFU1BFRUQQARINCglDT0RF
      X1NJWkUQAhIQCgxMSVRFX1JVTlRJTUUQAyoGCN4HEOcHKgkI6AcQgICAgAJKBAgqECtKBAgmECdSFHBocF9nZW5lcmljX3NlcnZp
      Y2VzIvwDCg5NZXNzYWdlT3B0aW9ucxI8ChdtZXNzYWdlX3NldF93aXJlX2Zvcm1hdBgBIAEoCDoFZmFsc2VSFG1lc3NhZ2VTZXRX
      aXJlRm9ybWF0EkwKH25vX3N0YW5kYXJkX2Rlc2NyaXB0b3JfYWNjZXNzb3IYAiABKAg6BWZhbHNlUhxub1N0YW5kYXJkRGVzY3Jp
      cHRvckFjY2Vzc29yEiUKCmRlcHJlY2F0ZWQYAyABKAg6BWZhbHNlUgpkZXByZWNhdGVkEhsKCW1hcF9lbnRyeRgHIAEoCFIIbWFw
      RW50cnkSVgomZGVwcmVjYXRlZF9sZWdhY3lfanNvbl9maWVsZF9jb25mbGljdHMYCyABKAhCAhgBUiJkZXByZWNhdGVkTGVnYWN5
      SnNvbkZpZWxkQ29uZmxpY3RzEjcKCGZlYXR1cmVzGAwgASgLMhsuZ29vZ2xlLnByb3RvYnVmLkZlYXR1cmVTZXRSCGZlYXR1cmVz
      ElgKFHVuaW50ZXJwcmV0ZWRfb3B0aW9uGOcHIAMoCzIkLmdvb2dsZS5wcm90b2J1Zi5VbmludGVycHJldGVkT3B0aW9uUhN1bmlu
      dGVycHJldGVkT3B0aW9uKgYI3gcQ5wcqCQjoBxCAgICAAkoECAQQBUoECAUQBkoECAYQB0oECAgQCUoECAkQCiLODQoMRmllbGRP
      cHRpb25zEkEKBWN0eXBlGAEgASgOMiMuZ29vZ2xlLnByb3RvYnVmLkZpZWxkT3B0aW9ucy5DVHlwZToGU1RSSU5HUgVjdHlwZRIW
      CgZwYWNrZWQYAiABKAhSBnBhY2tlZBJHCgZqc3R5cGUYBiABKA4yJC5nb29nbGUucHJvdG9idWYuRmllbGRPcHRpb25zLkpTVHlw
      ZToJSlNfTk9STUFMUgZqc3R5cGUSGQoEbGF6eRgFIAEoCDoFZmFsc2VSBGxhenkSLgoPdW52ZXJpZmllZF9sYXp5GA8gASgIOgVm
      YWxzZVIOdW52ZXJpZmllZExhenkSJQoKZGVwcmVjYXRlZBgDIAEoCDoFZmFsc2VSCmRlcHJlY2F0ZWQSHQoEd2VhaxgKIAEoCDoF
      ZmFsc2VCAhgBUgR3ZWFrEigKDGRlYnVnX3JlZGFjdBgQIAEoCDoFZmFsc2VSC2RlYnVnUmVkYWN0EksKCXJldGVudGlvbhgRIAEo
      DjItLmdvb2dsZS5wcm90b2J1Zi5GaWVsZE9wdGlvbnMuT3B0aW9uUmV0ZW50aW9uUglyZXRlbnRpb24SSAoHdGFyZ2V0cxgTIAMo
      DjIuLmdvb2dsZS5wcm90b2J1Zi5GaWVsZE9wdGlvbnMuT3B0aW9uVGFyZ2V0VHlwZVIHdGFyZ2V0cxJXChBlZGl0aW9uX2RlZmF1
      bHRzGBQgAygLMiwuZ29vZ2xlLnByb3RvYnVmLkZpZWxkT3B0aW9ucy5FZGl0aW9uRGVmYXVsdFIPZWRpdGlvbkRlZmF1bHRzEjcK
      CGZlYXR1cmVzGBUgASgLMhsuZ29vZ2xlLnByb3RvYnVmLkZlYXR1cmVTZXRSCGZlYXR1cmVzElUKD2ZlYXR1cmVfc3VwcG9ydBgW
      IAEoCzIsLmdvb2dsZS5wcm90b2J1Zi5GaWVsZE9wdGlvbnMuRmVhdHVyZVN1cHBvcnRSDmZlYXR1cmVTdXBwb3J0ElgKFHVuaW50
      ZXJwcmV0ZWRfb3B0aW9uGOcHIAMoCzIkLmdvb2dsZS5wcm90b2J1Zi5VbmludGVycHJldGVkT3B0aW9uUhN1bmludGVycHJldGVk
      T3B0aW9uGloKDkVkaXRpb25EZWZhdWx0EjIKB2VkaXRpb24YAyABKA4yGC5nb29nbGUucHJvdG9idWYuRWRpdGlvblIHZWRpdGlv
      bhIUCgV2YWx1ZRgCIAEoCVIFdmFsdWUauwIKDkZlYXR1cmVTdXBwb3J0EkcKEmVkaXRpb25faW50cm9kdWNlZBgBIAEoDjIYLmdv
      b2dsZS5wcm90b2J1Zi5FZGl0aW9uUhFlZGl0aW9uSW50cm9kdWNlZBJHChJlZGl0aW9uX2RlcHJlY2F0ZWQYAiABKA4yGC5nb29n
      bGUucHJvdG9idWYuRWRpdGlvblIRZWRpdGlvbkRlcHJlY2F0ZWQSLwoTZGVwcmVjYXRpb25fd2FybmluZxgDIAEoCVISZGVwcmVj
      YXRpb25XYXJuaW5nEkEKD2VkaXRpb25fcmVtb3ZlZBgEIAEoDjIYLmdvb2dsZS5wcm90b2J1Zi5FZGl0aW9uUg5lZGl0aW9uUmVt
      b3ZlZBIjCg1yZW1vdmFsX2Vycm9yGAUgASgJUgxyZW1vdmFsRXJyb3IiLwoFQ1R5cGUSCgoGU1RSSU5HEAASCAoEQ09SRBABEhAK
      DFNUUklOR19QSUVDRRACIjUKBkpTVHlwZRINCglKU19OT1JNQUwQABINCglKU19TVFJJTkcQARINCglKU19OVU1CRVIQAiJVCg9P
      cHRpb25SZXRlbnRpb24SFQoRUkVURU5USU9OX1VOS05PV04QABIVChFSRVRFTlRJT05fUlVOVElNRRABEhQKEFJFVEVOVElPTl9T
      T1VSQ0UQAiKMAgoQT3B0aW9uVGFyZ2V0VHlwZRIXChNUQVJHRVRfVFlQRV9VTktOT1dOEAASFAoQVEFSR0VUX1RZUEVfRklMRRAB
      Eh8KG1RBUkdFVF9UWVBFX0VYVEVOU0lPTl9SQU5HRRACEhcKE1RBUkdFVF9UWVBFX01FU1NBR0UQAxIVChFUQVJHRVRfVFlQRV9G
      SUVMRBAEEhUKEVRBUkdFVF9UWVBFX09ORU9GEAUSFAoQVEFSR0VUX1RZUEVfRU5VTRAGEhoKFlRBUkdFVF9UWVBFX0VOVU1fRU5U
      UlkQBxIXChNUQVJHRVRfVFlQRV9TRVJWSUNFEAgSFgoSVEFSR0VUX1RZUEVfTUVUSE9EEAkqBgjeBxDnByoJCOgHEICAgIACSgQI
      BBAFSgQIEhATIrQBCgxPbmVvZk9wdGlvbnMSNwoIZmVhdHVyZXMYASABKAsyGy5nb29nbGUucHJvdG9idWYuRmVhdHVyZVNldFII
      ZmVhdHVyZXMSWAoUdW5pbnRlcnByZXRlZF9vcHRpb24Y5wcgAygLMiQuZ29vZ2xlLnByb3RvYnVmLlVuaW50ZXJwcmV0ZWRPcHRp
      b25SE3VuaW50ZXJwcmV0ZWRPcHRpb24qBgjeBxDnByoJCOgHEICAgIACItkCCgtFbnVtT3B0aW9ucxIfCgthbGxvd19hbGlhcxgC
      IAEoCFIKYWxsb3dBbGlhcxIlCgpkZXByZWNhdGVkGAMgASgIOgVmYWxzZVIKZGVwcmVjYXRlZBJWCiZkZXByZWNhdGVkX2xlZ2Fj
      eV9qc29uX2ZpZWxkX2NvbmZsaWN0cxgGIAEoCEICGAFSImRlcHJlY2F0ZWRMZWdhY3lKc29uRmllbGRDb25mbGljdHMSNwoIZmVh
      dHVyZXMYByABKAsyGy5nb29nbGUucHJvdG9idWYuRmVhdHVyZVNldFIIZmVhdHVyZXMSWAoUdW5pbnRlcnByZXRlZF9vcHRpb24Y
      5wcgAygLMiQuZ29vZ2xlLnByb3RvYnVmLlVuaW50ZXJwcmV0ZWRPcHRpb25SE3VuaW50ZXJwcmV0ZWRPcHRpb24qBgjeBxDnByoJ
      COgHEICAgIACSgQIBRAGIuACChBFbnVtVmFsdWVPcHRpb25zEiUKCmRlcHJlY2F0ZWQYASABKAg6BWZhbHNlUgpkZXByZWNhdGVk
      EjcKCGZlYXR1cmVzGAIgASgLMhsuZ29vZ2xlLnByb3RvYnVmLkZlYXR1cmVTZXRSCGZlYXR1cmVzEigKDGRlYnVnX3JlZGFjdBgD
      IAEoCDoFZmFsc2VSC2RlYnVnUmVkYWN0ElUKD2ZlYXR1cmVfc3VwcG9ydBgEIAEoCzIsLmdvb2dsZS5wcm90b2J1Zi5GaWVsZE9w
      dGlvbnMuRmVhdHVyZVN1cHBvcnRSDmZlYXR1cmVTdXBwb3J0ElgKFHVuaW50ZXJwcmV0ZWRfb3B0aW9uGOcHIAMoCzIkLmdvb2ds
      ZS5wcm90b2J1Zi5VbmludGVycHJldGVkT3B0aW9uUhN1bmludGVycHJldGVkT3B0aW9uKgYI3gcQ5wcqCQjoBxCAgICAAiLdAQoO
      U2VydmljZU9wdGlvbnMSNwoIZmVhdHVyZXMYIiABKAsyGy5nb29nbGUucHJvdG9idWYuRmVhdHVyZVNldFIIZmVhdHVyZXMSJQoK
      ZGVwcmVjYXRlZBghIAEoCDoFZmFsc2VSCmRlcHJlY2F0ZWQSWAoUdW5pbnRlcnByZXRlZF9vcHRpb24Y5wcgAygLMiQuZ29vZ2xl
      LnByb3RvYnVmLlVuaW50ZXJwcmV0ZWRPcHRpb25SE3VuaW50ZXJwcmV0ZWRPcHRpb24qBgjeBxDnByoJCOgHEICAgIACIqEDCg1N
      ZXRob2RPcHRpb25zEiUKCmRlcHJlY2F0ZWQYISABKAg6BWZhbHNlUgpkZXByZWNhdGVkEnEKEWlkZW1wb3RlbmN5X2xldmVsGCIg
      ASgOMi8uZ29vZ2xlLnByb3RvYnVmLk1ldGhvZE9wdGlvbnMuSWRlbXBvdGVuY3lMZXZlbDoTSURFTVBPVEVOQ1lfVU5LTk9XTlIQ
      aWRlbXBvdGVuY3lMZXZlbBI3CghmZWF0dXJlcxgjIAEoCzIbLmdvb2dsZS5wcm90b2J1Zi5GZWF0dXJlU2V0UghmZWF0dXJlcxJY
      ChR1bmludGVycHJldGVkX29wdGlvbhjnByADKAsyJC5nb29nbGUucHJvdG9idWYuVW5pbnRlcnByZXRlZE9wdGlvblITdW5pbnRl
      cnByZXRlZE9wdGlvbiJQChBJZGVtcG90ZW5jeUxldmVsEhcKE0lERU1QT1RFTkNZX1VOS05PV04QABITCg9OT19TSURFX0VGRkVD
      VFMQARIOCgpJREVNUE9URU5UEAIqBgjeBxDnByoJCOgHEICAgIACIpoDChNVbmludGVycHJldGVkT3B0aW9uEkEKBG5hbWUYAiAD
      KAsyLS5nb29nbGUucHJvdG9idWYuVW5pbnRlcnByZXRlZE9wdGlvbi5OYW1lUGFydFIEbmFtZRIpChBpZGVudGlmaWVyX3ZhbHVl
      GAMgASgJUg9pZGVudGlmaWVyVmFsdWUSLAoScG9zaXRpdmVfaW50X3ZhbHVlGAQgASgEUhBwb3NpdGl2ZUludFZhbHVlEiwKEm5l
      Z2F0aXZlX2ludF92YWx1ZRgFIAEoA1IQbmVnYXRpdmVJbnRWYWx1ZRIhCgxkb3VibGVfdmFsdWUYBiABKAFSC2RvdWJsZVZhbHVl
      EiEKDHN0cmluZ192YWx1ZRgHIAEoDFILc3RyaW5nVmFsdWUSJwoPYWdncmVnYXRlX3ZhbHVlGAggASgJUg5hZ2dyZWdhdGVWYWx1
      ZRpKCghOYW1lUGFydBIbCgluYW1lX3BhcnQYASACKAlSCG5hbWVQYXJ0EiEKDGlzX2V4dGVuc2lvbhgCIAIoCFILaXNFeHRlbnNp
      b24irg8KCkZlYXR1cmVTZXQSkQEKDmZpZWxkX3ByZXNlbmNlGAEgASgOMikuZ29vZ2xlLnByb3RvYnVmLkZlYXR1cmVTZXQuRmll
      bGRQcmVzZW5jZUI/iAEBmAEEmAEBogENEghFWFBMSUNJVBiEB6IBDRIISU1QTElDSVQY5weiAQ0SCEVYUExJQ0lUGOgHsgEDCOgH
      Ug1maWVsZFByZXNlbmNlEmwKCWVudW1fdHlwZRgCIAEoDjIkLmdvb2dsZS5wcm90b2J1Zi5GZWF0dXJlU2V0LkVudW1UeXBlQimI
      AQGYAQaYAQGiAQsSBkNMT1NFRBiEB6IBCRIET1BFThjnB7IBAwjoB1IIZW51bVR5cGUSmAEKF3JlcGVhdGVkX2ZpZWxkX2VuY29k
      aW5nGAMgASgOMjEuZ29vZ2xlLnByb3RvYnVmLkZlYXR1cmVTZXQuUmVwZWF0ZWRGaWVsZEVuY29kaW5nQi2IAQGYAQSYAQGiAQ0S
      CEVYUEFOREVEGIQHogELEgZQQUNLRUQY5weyAQMI6AdSFXJlcGVhdGVkRmllbGRFbmNvZGluZxJ+Cg91dGY4X3ZhbGlkYXRpb24Y
      BCABKA4yKi5nb29nbGUucHJvdG9idWYuRmVhdHVyZVNldC5VdGY4VmFsaWRhdGlvbkIpiAEBmAEEmAEBogEJEgROT05FGIQHogEL
      EgZWRVJJRlkY5weyAQMI6AdSDnV0ZjhWYWxpZGF0aW9uEn4KEG1lc3NhZ2VfZW5jb2RpbmcYBSABKA4yKy5nb29nbGUucHJvdG9i
      dWYuRmVhdHVyZVNldC5NZXNzYWdlRW5jb2RpbmdCJogBAZgBBJgBAaIBFBIPTEVOR1RIX1BSRUZJWEVEGIQHsgEDCOgHUg9tZXNz
      YWdlRW5jb2RpbmcSggEKC2pzb25fZm9ybWF0GAYgASgOMiYuZ29vZ2xlLnByb3RvYnVmLkZlYXR1cmVTZXQuSnNvbkZvcm1hdEI5
      iAEBmAEDmAEGmAEBogEXEhJMRUdBQ1lfQkVTVF9FRkZPUlQYhAeiAQoSBUFMTE9XGOcHsgEDCOgHUgpqc29uRm9ybWF0ErwBChRl
      bmZvcmNlX25hbWluZ19zdHlsZRgHIAEoDjIuLmdvb2dsZS5wcm90b2J1Zi5GZWF0dXJlU2V0LkVuZm9yY2VOYW1pbmdTdHlsZUJa
      iAECmAEBmAECmAEDmAEEmAEFmAEGmAEHmAEImAEJogEREgxTVFlMRV9MRUdBQ1kYhAeiAQ4SCVNUWUxFMjAyNBjpB6IBDhIJU1RZ
      TEUyMDI2GI9OsgEDCOkHUhJlbmZvcmNlTmFtaW5nU3R5bGUSuQEKGWRlZmF1bHRfc3ltYm9sX3Zpc2liaWxpdHkYCCABKA4yRS5n
      b29nbGUucHJvdG9idWYuRmVhdHVyZVNldC5WaXNpYmlsaXR5RmVhdHVyZS5EZWZhdWx0U3ltYm9sVmlzaWJpbGl0eUI2iAECmAEB
      ogEPEgpFWFBPUlRfQUxMGIQHogEVEhBFWFBPUlRfVE9QX0xFVkVMGOkHsgEDCOkHUhdkZWZhdWx0U3ltYm9sVmlzaWJpbGl0eRqh
      AQoRVmlzaWJpbGl0eUZlYXR1cmUigQEKF0RlZmF1bHRTeW1ib2xWaXNpYmlsaXR5EiUKIURFRkFVTFRfU1lNQk9MX1ZJU0lCSUxJ
      VFlfVU5LTk9XThAAEg4KCkVYUE9SVF9BTEwQARIUChBFWFBPUlRfVE9QX0xFVkVMEAISDQoJTE9DQUxfQUxMEAMSCgoGU1RSSUNU
      EARKCAgBEICAgIACIlwKDUZpZWxkUHJlc2VuY2USGgoWRklFTERfUFJFU0VOQ0VfVU5LTk9XThAAEgwKCEVYUExJQ0lUEAESDAoI
      SU1QTElDSVQQAhITCg9MRUdBQ1lfUkVRVUlSRUQQAyI3CghFbnVtVHlwZRIVChFFTlVNX1RZUEVfVU5LTk9XThAAEggKBE9QRU4Q
      ARIKCgZDTE9TRUQQAiJWChVSZXBlYXRlZEZpZWxkRW5jb2RpbmcSIwofUkVQRUFURURfRklFTERfRU5DT0RJTkdfVU5LTk9XThAA
      EgoKBlBBQ0tFRBABEgwKCEVYUEFOREVEEAIiSQoOVXRmOFZhbGlkYXRpb24SGwoXVVRGOF9WQUxJREFUSU9OX1VOS05PV04QABIK
      CgZWRVJJRlkQAhIICgROT05FEAMiBAgBEAEiUwoPTWVzc2FnZUVuY29kaW5nEhwKGE1FU1NBR0VfRU5DT0RJTkdfVU5LTk9XThAA
      EhMKD0xFTkdUSF9QUkVGSVhFRBABEg0KCURFTElNSVRFRBACIkgKCkpzb25Gb3JtYXQSFwoTSlNPTl9GT1JNQVRfVU5LTk9XThAA
      EgkKBUFMTE9XEAESFgoSTEVHQUNZX0JFU1RfRUZGT1JUEAIiZgoSRW5mb3JjZU5hbWluZ1N0eWxlEiAKHEVORk9SQ0VfTkFNSU5H
      X1NUWUxFX1VOS05PV04QABINCglTVFlMRTIwMjQQARIQCgxTVFlMRV9MRUdBQ1kQAhINCglTVFlMRTIwMjYQAyoGCOgHEItOKgYI
      i04QkE4qBgiQThCRTkoGCOcHEOgHIu8DChJGZWF0dXJlU2V0RGVmYXVsdHMSWAoIZGVmYXVsdHMYASADKAsyPC5nb29nbGUucHJv
      dG9idWYuRmVhdHVyZVNldERlZmF1bHRzLkZlYXR1cmVTZXRFZGl0aW9uRGVmYXVsdFIIZGVmYXVsdHMSQQoPbWluaW11bV9lZGl0
      aW9uGAQgASgOMhguZ29vZ2xlLnByb3RvYnVmLkVkaXRpb25SDm1pbmltdW1FZGl0aW9uEkEKD21heGltdW1fZWRpdGlvbhgFIAEo
      DjIYLmdvb2dsZS5wcm90b2J1Zi5FZGl0aW9uUg5tYXhpbXVtRWRpdGlvbhr4AQoYRmVhdHVyZVNldEVkaXRpb25EZWZhdWx0EjIK
      B2VkaXRpb24YAyABKA4yGC5nb29nbGUucHJvdG9idWYuRWRpdGlvblIHZWRpdGlvbhJOChRvdmVycmlkYWJsZV9mZWF0dXJlcxgE
      IAEoCzIbLmdvb2dsZS5wcm90b2J1Zi5GZWF0dXJlU2V0UhNvdmVycmlkYWJsZUZlYXR1cmVzEkIKDmZpeGVkX2ZlYXR1cmVzGAUg
      ASgLMhsuZ29vZ2xlLnByb3RvYnVmLkZlYXR1cmVTZXRSDWZpeGVkRmVhdHVyZXNKBAgBEAJKBAgCEANSCGZlYXR1cmVzIrUCCg5T
      b3VyY2VDb2RlSW5mbxJECghsb2NhdGlvbhgBIAMoCzIoLmdvb2dsZS5wcm90b2J1Zi5Tb3VyY2VDb2RlSW5mby5Mb2NhdGlvblII
      bG9jYXRpb24azgEKCExvY2F0aW9uEhYKBHBhdGgYASADKAVCAhABUgRwYXRoEhYKBHNwYW4YAiADKAVCAhABUgRzcGFuEikKEGxl
      YWRpbmdfY29tbWVudHMYAyABKAlSD2xlYWRpbmdDb21tZW50cxIrChF0cmFpbGluZ19jb21tZW50cxgEIAEoCVIQdHJhaWxpbmdD
      b21tZW50cxI6ChlsZWFkaW5nX2RldGFjaGVkX2NvbW1lbnRzGAYgAygJUhdsZWFkaW5nRGV0YWNoZWRDb21tZW50cyoMCIDsyv8B
      EIHsyv8BItACChFHZW5lcmF0ZWRDb2RlSW5mbxJNCgphbm5vdGF0aW9uGAEgAygLMi0uZ29vZ2xlLnByb3RvYnVmLkdlbmVyYXRl
      ZENvZGVJbmZvLkFubm90YXRpb25SCmFubm90YXRpb24a6wEKCkFubm90YXRpb24SFgoEcGF0aBgBIAMoBUICEAFSBHBhdGgSHwoL
      c291cmNlX2ZpbGUYAiABKAlSCnNvdXJjZUZpbGUSFAoFYmVnaW4YAyABKAVSBWJlZ2luEhAKA2VuZBgEIAEoBVIDZW5kElIKCHNl
      bWFudGljGAUgASgOMjYuZ29vZ2xlLnByb3RvYnVmLkdlbmVyYXRlZENvZGVJbmZvLkFubm90YXRpb24uU2VtYW50aWNSCHNlbWFu
      dGljIigKCFNlbWFudGljEggKBE5PTkUQABIHCgNTRVQQARIJCgVBTElBUxACKtECCgdFZGl0aW9uEhMKD0VESVRJT05fVU5LTk9X
      ThAAEhMKDkVESVRJT05fTEVHQUNZEIQHEhMKDkVESVRJT05fUFJPVE8yEOYHEhMKDkVESVRJT05fUFJPVE8zEOcHEhEKDEVESVRJ
      T05fMjAyMxDoBxIRCgxFRElUSU9OXzIwMjQQ6QcSEQoMRURJVElPTl8yMDI2EOoHEhUKEEVESVRJT05fVU5TVEFCTEUQj04SFwoT
      RURJVElPTl8xX1RFU1RfT05MWRABEhcKE0VESVRJT05fMl9URVNUX09OTFkQAhIdChdFRElUSU9OXzk5OTk3X1RFU1RfT05MWRCd
      jQYSHQoXRURJVElPTl85OTk5OF9URVNUX09OTFkQno0GEh0KF0VESVRJT05fOTk5OTlfVEVTVF9PTkxZEJ+NBhITCgtFRElUSU9O
      X01BWBD/////BypVChBTeW1ib2xWaXNpYmlsaXR5EhQKEFZJU0lCSUxJVFlfVU5TRVQQABIUChBWSVNJQklMSVRZX0xPQ0FMEAES
      FQoRVklTSUJJTElUWV9FWFBPUlQQAkJ+ChNjb20uZ29vZ2xlLnByb3RvYnVmQhBEZXNjcmlwdG9yUHJvdG9zSAFaLWdvb2dsZS5n
      b2xhbmcub3JnL3Byb3RvYnVmL3R5cGVzL2Rlc2NyaXB0b3JwYvgBAaICA0dQQqoCGkdvb2dsZS5Qcm90b2J1Zi5SZWZsZWN0aW9u
      """)
}

public enum Google_Protobuf_Edition: Int, Enum {
  case unknown = 0
  case legacy = 900
  case proto2 = 998
  case proto3 = 999
  case edition2023 = 1000
  case edition2024 = 1001
  case edition2026 = 1002
  case unstable = 9999
  case edition1TestOnly = 1
  case edition2TestOnly = 2
  case edition99997TestOnly = 99997
  case edition99998TestOnly = 99998
  case edition99999TestOnly = 99999
  case max = 2147483647

  public init() { self = .unknown }
}

public enum Google_Protobuf_SymbolVisibility: Int, Enum {
  case visibilityUnset = 0
  case visibilityLocal = 1
  case visibilityExport = 2

  public init() { self = .visibilityUnset }
}

public struct Google_Protobuf_FileDescriptorSet: Message {
  public var file: [Google_Protobuf_FileDescriptorProto] = []
  public var unknownFields = UnknownFields()
  public init() {}

  public static let protoMessageName = "google.protobuf.FileDescriptorSet"
  public static var protoFile: ProtoFile { .google_protobuf_descriptor }

  public mutating func merge(from reader: inout WireReader) throws(DecodingError) {
    while true {
      let tag = try reader.nextTag()
      switch tag {
      case 0: return
      case 10: try reader.message(appendingTo: &file)
      default: try reader.unknown(tag, into: &unknownFields)
      }
    }
  }

  public func encode(to writer: inout WireWriter) {
    writer.unknown(unknownFields)
    for value in file.reversed() { writer.message(10, value) }
  }
}

public struct Google_Protobuf_FileDescriptorProto: Message {
  public var name: String {
    get { _name ?? "" }
    set { _name = newValue }
  }
  public var hasName: Bool { _name != nil }
  public mutating func clearName() { _name = nil }
  private var _name: String?
  public var package: String {
    get { _package ?? "" }
    set { _package = newValue }
  }
  public var hasPackage: Bool { _package != nil }
  public mutating func clearPackage() { _package = nil }
  private var _package: String?
  public var dependency: [String] = []
  public var messageType: [Google_Protobuf_DescriptorProto] = []
  public var enumType: [Google_Protobuf_EnumDescriptorProto] = []
  public var service: [Google_Protobuf_ServiceDescriptorProto] = []
  public var `extension`: [Google_Protobuf_FieldDescriptorProto] = []
  public var options: Google_Protobuf_FileOptions {
    get { _options ?? .init() }
    set { _options = newValue }
  }
  public var hasOptions: Bool { _options != nil }
  public mutating func clearOptions() { _options = nil }
  private var _options: Google_Protobuf_FileOptions?
  public var sourceCodeInfo: Google_Protobuf_SourceCodeInfo {
    get { _sourceCodeInfo ?? .init() }
    set { _sourceCodeInfo = newValue }
  }
  public var hasSourceCodeInfo: Bool { _sourceCodeInfo != nil }
  public mutating func clearSourceCodeInfo() { _sourceCodeInfo = nil }
  private var _sourceCodeInfo: Google_Protobuf_SourceCodeInfo?
  public var publicDependency: [Int32] = []
  public var weakDependency: [Int32] = []
  public var syntax: String {
    get { _syntax ?? "" }
    set { _syntax = newValue }
  }
  public var hasSyntax: Bool { _syntax != nil }
  public mutating func clearSyntax() { _syntax = nil }
  private var _syntax: String?
  public var edition: Google_Protobuf_Edition {
    get { _edition ?? .unknown }
    set { _edition = newValue }
  }
  public var hasEdition: Bool { _edition != nil }
  public mutating func clearEdition() { _edition = nil }
  private var _edition: Google_Protobuf_Edition?
  public var optionDependency: [String] = []
  public var unknownFields = UnknownFields()
  public init() {}

  public static let protoMessageName = "google.protobuf.FileDescriptorProto"
  public static var protoFile: ProtoFile { .google_protobuf_descriptor }

  public mutating func merge(from reader: inout WireReader) throws(DecodingError) {
    while true {
      let tag = try reader.nextTag()
      switch tag {
      case 0: return
      case 10: _name = try reader.string()
      case 18: _package = try reader.string()
      case 26: dependency.append(try reader.string())
      case 34: try reader.message(appendingTo: &messageType)
      case 42: try reader.message(appendingTo: &enumType)
      case 50: try reader.message(appendingTo: &service)
      case 58: try reader.message(appendingTo: &`extension`)
      case 66: try reader.message(into: &_options)
      case 74: try reader.message(into: &_sourceCodeInfo)
      case 80: publicDependency.append(try reader.int32())
      case 82: try reader.packed(int32: &publicDependency)
      case 88: weakDependency.append(try reader.int32())
      case 90: try reader.packed(int32: &weakDependency)
      case 98: _syntax = try reader.string()
      case 112: if let value: Google_Protobuf_Edition = try reader.closedEnumeration(112, unknown: &unknownFields) { _edition = value }
      case 122: optionDependency.append(try reader.string())
      default: try reader.unknown(tag, into: &unknownFields)
      }
    }
  }

  public func encode(to writer: inout WireWriter) {
    writer.unknown(unknownFields)
    for value in optionDependency.reversed() { writer.string(122, value) }
    if let value = _edition { writer.enumeration(112, value) }
    if let value = _syntax { writer.string(98, value) }
    for value in weakDependency.reversed() { writer.int32(88, value) }
    for value in publicDependency.reversed() { writer.int32(80, value) }
    if let value = _sourceCodeInfo { writer.message(74, value) }
    if let value = _options { writer.message(66, value) }
    for value in `extension`.reversed() { writer.message(58, value) }
    for value in service.reversed() { writer.message(50, value) }
    for value in enumType.reversed() { writer.message(42, value) }
    for value in messageType.reversed() { writer.message(34, value) }
    for value in dependency.reversed() { writer.string(26, value) }
    if let value = _package { writer.string(18, value) }
    if let value = _name { writer.string(10, value) }
  }
}

public struct Google_Protobuf_DescriptorProto: Message {
  public var name: String {
    get { _name ?? "" }
    set { _name = newValue }
  }
  public var hasName: Bool { _name != nil }
  public mutating func clearName() { _name = nil }
  private var _name: String?
  public var field: [Google_Protobuf_FieldDescriptorProto] = []
  public var nestedType: [Google_Protobuf_DescriptorProto] = []
  public var enumType: [Google_Protobuf_EnumDescriptorProto] = []
  public var extensionRange: [Google_Protobuf_DescriptorProto.ExtensionRange] = []
  public var `extension`: [Google_Protobuf_FieldDescriptorProto] = []
  public var options: Google_Protobuf_MessageOptions {
    get { _options ?? .init() }
    set { _options = newValue }
  }
  public var hasOptions: Bool { _options != nil }
  public mutating func clearOptions() { _options = nil }
  private var _options: Google_Protobuf_MessageOptions?
  public var oneofDecl: [Google_Protobuf_OneofDescriptorProto] = []
  public var reservedRange: [Google_Protobuf_DescriptorProto.ReservedRange] = []
  public var reservedName: [String] = []
  public var visibility: Google_Protobuf_SymbolVisibility {
    get { _visibility ?? .visibilityUnset }
    set { _visibility = newValue }
  }
  public var hasVisibility: Bool { _visibility != nil }
  public mutating func clearVisibility() { _visibility = nil }
  private var _visibility: Google_Protobuf_SymbolVisibility?
  public var unknownFields = UnknownFields()
  public init() {}

  public static let protoMessageName = "google.protobuf.DescriptorProto"
  public static var protoFile: ProtoFile { .google_protobuf_descriptor }

  public mutating func merge(from reader: inout WireReader) throws(DecodingError) {
    while true {
      let tag = try reader.nextTag()
      switch tag {
      case 0: return
      case 10: _name = try reader.string()
      case 18: try reader.message(appendingTo: &field)
      case 26: try reader.message(appendingTo: &nestedType)
      case 34: try reader.message(appendingTo: &enumType)
      case 42: try reader.message(appendingTo: &extensionRange)
      case 50: try reader.message(appendingTo: &`extension`)
      case 58: try reader.message(into: &_options)
      case 66: try reader.message(appendingTo: &oneofDecl)
      case 74: try reader.message(appendingTo: &reservedRange)
      case 82: reservedName.append(try reader.string())
      case 88: if let value: Google_Protobuf_SymbolVisibility = try reader.closedEnumeration(88, unknown: &unknownFields) { _visibility = value }
      default: try reader.unknown(tag, into: &unknownFields)
      }
    }
  }

  public func encode(to writer: inout WireWriter) {
    writer.unknown(unknownFields)
    if let value = _visibility { writer.enumeration(88, value) }
    for value in reservedName.reversed() { writer.string(82, value) }
    for value in reservedRange.reversed() { writer.message(74, value) }
    for value in oneofDecl.reversed() { writer.message(66, value) }
    if let value = _options { writer.message(58, value) }
    for value in `extension`.reversed() { writer.message(50, value) }
    for value in extensionRange.reversed() { writer.message(42, value) }
    for value in enumType.reversed() { writer.message(34, value) }
    for value in nestedType.reversed() { writer.message(26, value) }
    for value in field.reversed() { writer.message(18, value) }
    if let value = _name { writer.string(10, value) }
  }

  public struct ExtensionRange: Message {
    public var start: Int32 {
      get { _start ?? 0 }
      set { _start = newValue }
    }
    public var hasStart: Bool { _start != nil }
    public mutating func clearStart() { _start = nil }
    private var _start: Int32?
    public var end: Int32 {
      get { _end ?? 0 }
      set { _end = newValue }
    }
    public var hasEnd: Bool { _end != nil }
    public mutating func clearEnd() { _end = nil }
    private var _end: Int32?
    public var options: Google_Protobuf_ExtensionRangeOptions {
      get { _options ?? .init() }
      set { _options = newValue }
    }
    public var hasOptions: Bool { _options != nil }
    public mutating func clearOptions() { _options = nil }
    private var _options: Google_Protobuf_ExtensionRangeOptions?
    public var unknownFields = UnknownFields()
    public init() {}

    public static let protoMessageName = "google.protobuf.DescriptorProto.ExtensionRange"
    public static var protoFile: ProtoFile { .google_protobuf_descriptor }

    public mutating func merge(from reader: inout WireReader) throws(DecodingError) {
      while true {
        let tag = try reader.nextTag()
        switch tag {
        case 0: return
        case 8: _start = try reader.int32()
        case 16: _end = try reader.int32()
        case 26: try reader.message(into: &_options)
        default: try reader.unknown(tag, into: &unknownFields)
        }
      }
    }

    public func encode(to writer: inout WireWriter) {
      writer.unknown(unknownFields)
      if let value = _options { writer.message(26, value) }
      if let value = _end { writer.int32(16, value) }
      if let value = _start { writer.int32(8, value) }
    }
  }

  public struct ReservedRange: Message {
    public var start: Int32 {
      get { _start ?? 0 }
      set { _start = newValue }
    }
    public var hasStart: Bool { _start != nil }
    public mutating func clearStart() { _start = nil }
    private var _start: Int32?
    public var end: Int32 {
      get { _end ?? 0 }
      set { _end = newValue }
    }
    public var hasEnd: Bool { _end != nil }
    public mutating func clearEnd() { _end = nil }
    private var _end: Int32?
    public var unknownFields = UnknownFields()
    public init() {}

    public static let protoMessageName = "google.protobuf.DescriptorProto.ReservedRange"
    public static var protoFile: ProtoFile { .google_protobuf_descriptor }

    public mutating func merge(from reader: inout WireReader) throws(DecodingError) {
      while true {
        let tag = try reader.nextTag()
        switch tag {
        case 0: return
        case 8: _start = try reader.int32()
        case 16: _end = try reader.int32()
        default: try reader.unknown(tag, into: &unknownFields)
        }
      }
    }

    public func encode(to writer: inout WireWriter) {
      writer.unknown(unknownFields)
      if let value = _end { writer.int32(16, value) }
      if let value = _start { writer.int32(8, value) }
    }
  }
}

public struct Google_Protobuf_ExtensionRangeOptions: Message {
  public var declaration: [Google_Protobuf_ExtensionRangeOptions.Declaration] = []
  public var verification: Google_Protobuf_ExtensionRangeOptions.VerificationState {
    get { _verification ?? .unverified }
    set { _verification = newValue }
  }
  public var hasVerification: Bool { _verification != nil }
  public mutating func clearVerification() { _verification = nil }
  private var _verification: Google_Protobuf_ExtensionRangeOptions.VerificationState?
  public var features: Google_Protobuf_FeatureSet {
    get { _features ?? .init() }
    set { _features = newValue }
  }
  public var hasFeatures: Bool { _features != nil }
  public mutating func clearFeatures() { _features = nil }
  private var _features: Google_Protobuf_FeatureSet?
  public var uninterpretedOption: [Google_Protobuf_UninterpretedOption] = []
  public var unknownFields = UnknownFields()
  public init() {}

  public static let protoMessageName = "google.protobuf.ExtensionRangeOptions"
  public static var protoFile: ProtoFile { .google_protobuf_descriptor }

  public mutating func merge(from reader: inout WireReader) throws(DecodingError) {
    while true {
      let tag = try reader.nextTag()
      switch tag {
      case 0: return
      case 18: try reader.message(appendingTo: &declaration)
      case 24: if let value: Google_Protobuf_ExtensionRangeOptions.VerificationState = try reader.closedEnumeration(24, unknown: &unknownFields) { _verification = value }
      case 402: try reader.message(into: &_features)
      case 7994: try reader.message(appendingTo: &uninterpretedOption)
      default: try reader.unknown(tag, into: &unknownFields)
      }
    }
  }

  public func encode(to writer: inout WireWriter) {
    writer.unknown(unknownFields)
    for value in uninterpretedOption.reversed() { writer.message(7994, value) }
    if let value = _features { writer.message(402, value) }
    if let value = _verification { writer.enumeration(24, value) }
    for value in declaration.reversed() { writer.message(18, value) }
  }

  public enum VerificationState: Int, Enum {
    case declaration = 0
    case unverified = 1

    public init() { self = .declaration }
  }

  public struct Declaration: Message {
    public var number: Int32 {
      get { _number ?? 0 }
      set { _number = newValue }
    }
    public var hasNumber: Bool { _number != nil }
    public mutating func clearNumber() { _number = nil }
    private var _number: Int32?
    public var fullName: String {
      get { _fullName ?? "" }
      set { _fullName = newValue }
    }
    public var hasFullName: Bool { _fullName != nil }
    public mutating func clearFullName() { _fullName = nil }
    private var _fullName: String?
    public var type: String {
      get { _type ?? "" }
      set { _type = newValue }
    }
    public var hasType: Bool { _type != nil }
    public mutating func clearType() { _type = nil }
    private var _type: String?
    public var reserved: Bool {
      get { _reserved ?? false }
      set { _reserved = newValue }
    }
    public var hasReserved: Bool { _reserved != nil }
    public mutating func clearReserved() { _reserved = nil }
    private var _reserved: Bool?
    public var repeated: Bool {
      get { _repeated ?? false }
      set { _repeated = newValue }
    }
    public var hasRepeated: Bool { _repeated != nil }
    public mutating func clearRepeated() { _repeated = nil }
    private var _repeated: Bool?
    public var unknownFields = UnknownFields()
    public init() {}

    public static let protoMessageName = "google.protobuf.ExtensionRangeOptions.Declaration"
    public static var protoFile: ProtoFile { .google_protobuf_descriptor }

    public mutating func merge(from reader: inout WireReader) throws(DecodingError) {
      while true {
        let tag = try reader.nextTag()
        switch tag {
        case 0: return
        case 8: _number = try reader.int32()
        case 18: _fullName = try reader.string()
        case 26: _type = try reader.string()
        case 40: _reserved = try reader.bool()
        case 48: _repeated = try reader.bool()
        default: try reader.unknown(tag, into: &unknownFields)
        }
      }
    }

    public func encode(to writer: inout WireWriter) {
      writer.unknown(unknownFields)
      if let value = _repeated { writer.bool(48, value) }
      if let value = _reserved { writer.bool(40, value) }
      if let value = _type { writer.string(26, value) }
      if let value = _fullName { writer.string(18, value) }
      if let value = _number { writer.int32(8, value) }
    }
  }
}

public struct Google_Protobuf_FieldDescriptorProto: Message {
  public var name: String {
    get { _name ?? "" }
    set { _name = newValue }
  }
  public var hasName: Bool { _name != nil }
  public mutating func clearName() { _name = nil }
  private var _name: String?
  public var extendee: String {
    get { _extendee ?? "" }
    set { _extendee = newValue }
  }
  public var hasExtendee: Bool { _extendee != nil }
  public mutating func clearExtendee() { _extendee = nil }
  private var _extendee: String?
  public var number: Int32 {
    get { _number ?? 0 }
    set { _number = newValue }
  }
  public var hasNumber: Bool { _number != nil }
  public mutating func clearNumber() { _number = nil }
  private var _number: Int32?
  public var label: Google_Protobuf_FieldDescriptorProto.Label {
    get { _label ?? .optional }
    set { _label = newValue }
  }
  public var hasLabel: Bool { _label != nil }
  public mutating func clearLabel() { _label = nil }
  private var _label: Google_Protobuf_FieldDescriptorProto.Label?
  public var type: Google_Protobuf_FieldDescriptorProto.TypeEnum {
    get { _type ?? .double }
    set { _type = newValue }
  }
  public var hasType: Bool { _type != nil }
  public mutating func clearType() { _type = nil }
  private var _type: Google_Protobuf_FieldDescriptorProto.TypeEnum?
  public var typeName: String {
    get { _typeName ?? "" }
    set { _typeName = newValue }
  }
  public var hasTypeName: Bool { _typeName != nil }
  public mutating func clearTypeName() { _typeName = nil }
  private var _typeName: String?
  public var defaultValue: String {
    get { _defaultValue ?? "" }
    set { _defaultValue = newValue }
  }
  public var hasDefaultValue: Bool { _defaultValue != nil }
  public mutating func clearDefaultValue() { _defaultValue = nil }
  private var _defaultValue: String?
  public var options: Google_Protobuf_FieldOptions {
    get { _options ?? .init() }
    set { _options = newValue }
  }
  public var hasOptions: Bool { _options != nil }
  public mutating func clearOptions() { _options = nil }
  private var _options: Google_Protobuf_FieldOptions?
  public var oneofIndex: Int32 {
    get { _oneofIndex ?? 0 }
    set { _oneofIndex = newValue }
  }
  public var hasOneofIndex: Bool { _oneofIndex != nil }
  public mutating func clearOneofIndex() { _oneofIndex = nil }
  private var _oneofIndex: Int32?
  public var jsonName: String {
    get { _jsonName ?? "" }
    set { _jsonName = newValue }
  }
  public var hasJsonName: Bool { _jsonName != nil }
  public mutating func clearJsonName() { _jsonName = nil }
  private var _jsonName: String?
  public var proto3Optional: Bool {
    get { _proto3Optional ?? false }
    set { _proto3Optional = newValue }
  }
  public var hasProto3Optional: Bool { _proto3Optional != nil }
  public mutating func clearProto3Optional() { _proto3Optional = nil }
  private var _proto3Optional: Bool?
  public var unknownFields = UnknownFields()
  public init() {}

  public static let protoMessageName = "google.protobuf.FieldDescriptorProto"
  public static var protoFile: ProtoFile { .google_protobuf_descriptor }

  public mutating func merge(from reader: inout WireReader) throws(DecodingError) {
    while true {
      let tag = try reader.nextTag()
      switch tag {
      case 0: return
      case 10: _name = try reader.string()
      case 18: _extendee = try reader.string()
      case 24: _number = try reader.int32()
      case 32: if let value: Google_Protobuf_FieldDescriptorProto.Label = try reader.closedEnumeration(32, unknown: &unknownFields) { _label = value }
      case 40: if let value: Google_Protobuf_FieldDescriptorProto.TypeEnum = try reader.closedEnumeration(40, unknown: &unknownFields) { _type = value }
      case 50: _typeName = try reader.string()
      case 58: _defaultValue = try reader.string()
      case 66: try reader.message(into: &_options)
      case 72: _oneofIndex = try reader.int32()
      case 82: _jsonName = try reader.string()
      case 136: _proto3Optional = try reader.bool()
      default: try reader.unknown(tag, into: &unknownFields)
      }
    }
  }

  public func encode(to writer: inout WireWriter) {
    writer.unknown(unknownFields)
    if let value = _proto3Optional { writer.bool(136, value) }
    if let value = _jsonName { writer.string(82, value) }
    if let value = _oneofIndex { writer.int32(72, value) }
    if let value = _options { writer.message(66, value) }
    if let value = _defaultValue { writer.string(58, value) }
    if let value = _typeName { writer.string(50, value) }
    if let value = _type { writer.enumeration(40, value) }
    if let value = _label { writer.enumeration(32, value) }
    if let value = _number { writer.int32(24, value) }
    if let value = _extendee { writer.string(18, value) }
    if let value = _name { writer.string(10, value) }
  }

  public enum TypeEnum: Int, Enum {
    case double = 1
    case float = 2
    case int64 = 3
    case uint64 = 4
    case int32 = 5
    case fixed64 = 6
    case fixed32 = 7
    case bool = 8
    case string = 9
    case group = 10
    case message = 11
    case bytes = 12
    case uint32 = 13
    case `enum` = 14
    case sfixed32 = 15
    case sfixed64 = 16
    case sint32 = 17
    case sint64 = 18

    public init() { self = .double }
  }

  public enum Label: Int, Enum {
    case optional = 1
    case repeated = 3
    case required = 2

    public init() { self = .optional }
  }
}

public struct Google_Protobuf_OneofDescriptorProto: Message {
  public var name: String {
    get { _name ?? "" }
    set { _name = newValue }
  }
  public var hasName: Bool { _name != nil }
  public mutating func clearName() { _name = nil }
  private var _name: String?
  public var options: Google_Protobuf_OneofOptions {
    get { _options ?? .init() }
    set { _options = newValue }
  }
  public var hasOptions: Bool { _options != nil }
  public mutating func clearOptions() { _options = nil }
  private var _options: Google_Protobuf_OneofOptions?
  public var unknownFields = UnknownFields()
  public init() {}

  public static let protoMessageName = "google.protobuf.OneofDescriptorProto"
  public static var protoFile: ProtoFile { .google_protobuf_descriptor }

  public mutating func merge(from reader: inout WireReader) throws(DecodingError) {
    while true {
      let tag = try reader.nextTag()
      switch tag {
      case 0: return
      case 10: _name = try reader.string()
      case 18: try reader.message(into: &_options)
      default: try reader.unknown(tag, into: &unknownFields)
      }
    }
  }

  public func encode(to writer: inout WireWriter) {
    writer.unknown(unknownFields)
    if let value = _options { writer.message(18, value) }
    if let value = _name { writer.string(10, value) }
  }
}

public struct Google_Protobuf_EnumDescriptorProto: Message {
  public var name: String {
    get { _name ?? "" }
    set { _name = newValue }
  }
  public var hasName: Bool { _name != nil }
  public mutating func clearName() { _name = nil }
  private var _name: String?
  public var value: [Google_Protobuf_EnumValueDescriptorProto] = []
  public var options: Google_Protobuf_EnumOptions {
    get { _options ?? .init() }
    set { _options = newValue }
  }
  public var hasOptions: Bool { _options != nil }
  public mutating func clearOptions() { _options = nil }
  private var _options: Google_Protobuf_EnumOptions?
  public var reservedRange: [Google_Protobuf_EnumDescriptorProto.EnumReservedRange] = []
  public var reservedName: [String] = []
  public var visibility: Google_Protobuf_SymbolVisibility {
    get { _visibility ?? .visibilityUnset }
    set { _visibility = newValue }
  }
  public var hasVisibility: Bool { _visibility != nil }
  public mutating func clearVisibility() { _visibility = nil }
  private var _visibility: Google_Protobuf_SymbolVisibility?
  public var unknownFields = UnknownFields()
  public init() {}

  public static let protoMessageName = "google.protobuf.EnumDescriptorProto"
  public static var protoFile: ProtoFile { .google_protobuf_descriptor }

  public mutating func merge(from reader: inout WireReader) throws(DecodingError) {
    while true {
      let tag = try reader.nextTag()
      switch tag {
      case 0: return
      case 10: _name = try reader.string()
      case 18: try reader.message(appendingTo: &value)
      case 26: try reader.message(into: &_options)
      case 34: try reader.message(appendingTo: &reservedRange)
      case 42: reservedName.append(try reader.string())
      case 48: if let value: Google_Protobuf_SymbolVisibility = try reader.closedEnumeration(48, unknown: &unknownFields) { _visibility = value }
      default: try reader.unknown(tag, into: &unknownFields)
      }
    }
  }

  public func encode(to writer: inout WireWriter) {
    writer.unknown(unknownFields)
    if let value = _visibility { writer.enumeration(48, value) }
    for value in reservedName.reversed() { writer.string(42, value) }
    for value in reservedRange.reversed() { writer.message(34, value) }
    if let value = _options { writer.message(26, value) }
    for value in value.reversed() { writer.message(18, value) }
    if let value = _name { writer.string(10, value) }
  }

  public struct EnumReservedRange: Message {
    public var start: Int32 {
      get { _start ?? 0 }
      set { _start = newValue }
    }
    public var hasStart: Bool { _start != nil }
    public mutating func clearStart() { _start = nil }
    private var _start: Int32?
    public var end: Int32 {
      get { _end ?? 0 }
      set { _end = newValue }
    }
    public var hasEnd: Bool { _end != nil }
    public mutating func clearEnd() { _end = nil }
    private var _end: Int32?
    public var unknownFields = UnknownFields()
    public init() {}

    public static let protoMessageName = "google.protobuf.EnumDescriptorProto.EnumReservedRange"
    public static var protoFile: ProtoFile { .google_protobuf_descriptor }

    public mutating func merge(from reader: inout WireReader) throws(DecodingError) {
      while true {
        let tag = try reader.nextTag()
        switch tag {
        case 0: return
        case 8: _start = try reader.int32()
        case 16: _end = try reader.int32()
        default: try reader.unknown(tag, into: &unknownFields)
        }
      }
    }

    public func encode(to writer: inout WireWriter) {
      writer.unknown(unknownFields)
      if let value = _end { writer.int32(16, value) }
      if let value = _start { writer.int32(8, value) }
    }
  }
}

public struct Google_Protobuf_EnumValueDescriptorProto: Message {
  public var name: String {
    get { _name ?? "" }
    set { _name = newValue }
  }
  public var hasName: Bool { _name != nil }
  public mutating func clearName() { _name = nil }
  private var _name: String?
  public var number: Int32 {
    get { _number ?? 0 }
    set { _number = newValue }
  }
  public var hasNumber: Bool { _number != nil }
  public mutating func clearNumber() { _number = nil }
  private var _number: Int32?
  public var options: Google_Protobuf_EnumValueOptions {
    get { _options ?? .init() }
    set { _options = newValue }
  }
  public var hasOptions: Bool { _options != nil }
  public mutating func clearOptions() { _options = nil }
  private var _options: Google_Protobuf_EnumValueOptions?
  public var unknownFields = UnknownFields()
  public init() {}

  public static let protoMessageName = "google.protobuf.EnumValueDescriptorProto"
  public static var protoFile: ProtoFile { .google_protobuf_descriptor }

  public mutating func merge(from reader: inout WireReader) throws(DecodingError) {
    while true {
      let tag = try reader.nextTag()
      switch tag {
      case 0: return
      case 10: _name = try reader.string()
      case 16: _number = try reader.int32()
      case 26: try reader.message(into: &_options)
      default: try reader.unknown(tag, into: &unknownFields)
      }
    }
  }

  public func encode(to writer: inout WireWriter) {
    writer.unknown(unknownFields)
    if let value = _options { writer.message(26, value) }
    if let value = _number { writer.int32(16, value) }
    if let value = _name { writer.string(10, value) }
  }
}

public struct Google_Protobuf_ServiceDescriptorProto: Message {
  public var name: String {
    get { _name ?? "" }
    set { _name = newValue }
  }
  public var hasName: Bool { _name != nil }
  public mutating func clearName() { _name = nil }
  private var _name: String?
  public var method: [Google_Protobuf_MethodDescriptorProto] = []
  public var options: Google_Protobuf_ServiceOptions {
    get { _options ?? .init() }
    set { _options = newValue }
  }
  public var hasOptions: Bool { _options != nil }
  public mutating func clearOptions() { _options = nil }
  private var _options: Google_Protobuf_ServiceOptions?
  public var unknownFields = UnknownFields()
  public init() {}

  public static let protoMessageName = "google.protobuf.ServiceDescriptorProto"
  public static var protoFile: ProtoFile { .google_protobuf_descriptor }

  public mutating func merge(from reader: inout WireReader) throws(DecodingError) {
    while true {
      let tag = try reader.nextTag()
      switch tag {
      case 0: return
      case 10: _name = try reader.string()
      case 18: try reader.message(appendingTo: &method)
      case 26: try reader.message(into: &_options)
      default: try reader.unknown(tag, into: &unknownFields)
      }
    }
  }

  public func encode(to writer: inout WireWriter) {
    writer.unknown(unknownFields)
    if let value = _options { writer.message(26, value) }
    for value in method.reversed() { writer.message(18, value) }
    if let value = _name { writer.string(10, value) }
  }
}

public struct Google_Protobuf_MethodDescriptorProto: Message {
  public var name: String {
    get { _name ?? "" }
    set { _name = newValue }
  }
  public var hasName: Bool { _name != nil }
  public mutating func clearName() { _name = nil }
  private var _name: String?
  public var inputType: String {
    get { _inputType ?? "" }
    set { _inputType = newValue }
  }
  public var hasInputType: Bool { _inputType != nil }
  public mutating func clearInputType() { _inputType = nil }
  private var _inputType: String?
  public var outputType: String {
    get { _outputType ?? "" }
    set { _outputType = newValue }
  }
  public var hasOutputType: Bool { _outputType != nil }
  public mutating func clearOutputType() { _outputType = nil }
  private var _outputType: String?
  public var options: Google_Protobuf_MethodOptions {
    get { _options ?? .init() }
    set { _options = newValue }
  }
  public var hasOptions: Bool { _options != nil }
  public mutating func clearOptions() { _options = nil }
  private var _options: Google_Protobuf_MethodOptions?
  public var clientStreaming: Bool {
    get { _clientStreaming ?? false }
    set { _clientStreaming = newValue }
  }
  public var hasClientStreaming: Bool { _clientStreaming != nil }
  public mutating func clearClientStreaming() { _clientStreaming = nil }
  private var _clientStreaming: Bool?
  public var serverStreaming: Bool {
    get { _serverStreaming ?? false }
    set { _serverStreaming = newValue }
  }
  public var hasServerStreaming: Bool { _serverStreaming != nil }
  public mutating func clearServerStreaming() { _serverStreaming = nil }
  private var _serverStreaming: Bool?
  public var unknownFields = UnknownFields()
  public init() {}

  public static let protoMessageName = "google.protobuf.MethodDescriptorProto"
  public static var protoFile: ProtoFile { .google_protobuf_descriptor }

  public mutating func merge(from reader: inout WireReader) throws(DecodingError) {
    while true {
      let tag = try reader.nextTag()
      switch tag {
      case 0: return
      case 10: _name = try reader.string()
      case 18: _inputType = try reader.string()
      case 26: _outputType = try reader.string()
      case 34: try reader.message(into: &_options)
      case 40: _clientStreaming = try reader.bool()
      case 48: _serverStreaming = try reader.bool()
      default: try reader.unknown(tag, into: &unknownFields)
      }
    }
  }

  public func encode(to writer: inout WireWriter) {
    writer.unknown(unknownFields)
    if let value = _serverStreaming { writer.bool(48, value) }
    if let value = _clientStreaming { writer.bool(40, value) }
    if let value = _options { writer.message(34, value) }
    if let value = _outputType { writer.string(26, value) }
    if let value = _inputType { writer.string(18, value) }
    if let value = _name { writer.string(10, value) }
  }
}

public struct Google_Protobuf_FileOptions: Message {
  public var javaPackage: String {
    get { _javaPackage ?? "" }
    set { _javaPackage = newValue }
  }
  public var hasJavaPackage: Bool { _javaPackage != nil }
  public mutating func clearJavaPackage() { _javaPackage = nil }
  private var _javaPackage: String?
  public var javaOuterClassname: String {
    get { _javaOuterClassname ?? "" }
    set { _javaOuterClassname = newValue }
  }
  public var hasJavaOuterClassname: Bool { _javaOuterClassname != nil }
  public mutating func clearJavaOuterClassname() { _javaOuterClassname = nil }
  private var _javaOuterClassname: String?
  public var optimizeFor: Google_Protobuf_FileOptions.OptimizeMode {
    get { _optimizeFor ?? .speed }
    set { _optimizeFor = newValue }
  }
  public var hasOptimizeFor: Bool { _optimizeFor != nil }
  public mutating func clearOptimizeFor() { _optimizeFor = nil }
  private var _optimizeFor: Google_Protobuf_FileOptions.OptimizeMode?
  public var javaMultipleFiles: Bool {
    get { _javaMultipleFiles ?? false }
    set { _javaMultipleFiles = newValue }
  }
  public var hasJavaMultipleFiles: Bool { _javaMultipleFiles != nil }
  public mutating func clearJavaMultipleFiles() { _javaMultipleFiles = nil }
  private var _javaMultipleFiles: Bool?
  public var goPackage: String {
    get { _goPackage ?? "" }
    set { _goPackage = newValue }
  }
  public var hasGoPackage: Bool { _goPackage != nil }
  public mutating func clearGoPackage() { _goPackage = nil }
  private var _goPackage: String?
  public var ccGenericServices: Bool {
    get { _ccGenericServices ?? false }
    set { _ccGenericServices = newValue }
  }
  public var hasCcGenericServices: Bool { _ccGenericServices != nil }
  public mutating func clearCcGenericServices() { _ccGenericServices = nil }
  private var _ccGenericServices: Bool?
  public var javaGenericServices: Bool {
    get { _javaGenericServices ?? false }
    set { _javaGenericServices = newValue }
  }
  public var hasJavaGenericServices: Bool { _javaGenericServices != nil }
  public mutating func clearJavaGenericServices() { _javaGenericServices = nil }
  private var _javaGenericServices: Bool?
  public var pyGenericServices: Bool {
    get { _pyGenericServices ?? false }
    set { _pyGenericServices = newValue }
  }
  public var hasPyGenericServices: Bool { _pyGenericServices != nil }
  public mutating func clearPyGenericServices() { _pyGenericServices = nil }
  private var _pyGenericServices: Bool?
  public var javaGenerateEqualsAndHash: Bool {
    get { _javaGenerateEqualsAndHash ?? false }
    set { _javaGenerateEqualsAndHash = newValue }
  }
  public var hasJavaGenerateEqualsAndHash: Bool { _javaGenerateEqualsAndHash != nil }
  public mutating func clearJavaGenerateEqualsAndHash() { _javaGenerateEqualsAndHash = nil }
  private var _javaGenerateEqualsAndHash: Bool?
  public var deprecated: Bool {
    get { _deprecated ?? false }
    set { _deprecated = newValue }
  }
  public var hasDeprecated: Bool { _deprecated != nil }
  public mutating func clearDeprecated() { _deprecated = nil }
  private var _deprecated: Bool?
  public var javaStringCheckUtf8: Bool {
    get { _javaStringCheckUtf8 ?? false }
    set { _javaStringCheckUtf8 = newValue }
  }
  public var hasJavaStringCheckUtf8: Bool { _javaStringCheckUtf8 != nil }
  public mutating func clearJavaStringCheckUtf8() { _javaStringCheckUtf8 = nil }
  private var _javaStringCheckUtf8: Bool?
  public var ccEnableArenas: Bool {
    get { _ccEnableArenas ?? true }
    set { _ccEnableArenas = newValue }
  }
  public var hasCcEnableArenas: Bool { _ccEnableArenas != nil }
  public mutating func clearCcEnableArenas() { _ccEnableArenas = nil }
  private var _ccEnableArenas: Bool?
  public var objcClassPrefix: String {
    get { _objcClassPrefix ?? "" }
    set { _objcClassPrefix = newValue }
  }
  public var hasObjcClassPrefix: Bool { _objcClassPrefix != nil }
  public mutating func clearObjcClassPrefix() { _objcClassPrefix = nil }
  private var _objcClassPrefix: String?
  public var csharpNamespace: String {
    get { _csharpNamespace ?? "" }
    set { _csharpNamespace = newValue }
  }
  public var hasCsharpNamespace: Bool { _csharpNamespace != nil }
  public mutating func clearCsharpNamespace() { _csharpNamespace = nil }
  private var _csharpNamespace: String?
  public var swiftPrefix: String {
    get { _swiftPrefix ?? "" }
    set { _swiftPrefix = newValue }
  }
  public var hasSwiftPrefix: Bool { _swiftPrefix != nil }
  public mutating func clearSwiftPrefix() { _swiftPrefix = nil }
  private var _swiftPrefix: String?
  public var phpClassPrefix: String {
    get { _phpClassPrefix ?? "" }
    set { _phpClassPrefix = newValue }
  }
  public var hasPhpClassPrefix: Bool { _phpClassPrefix != nil }
  public mutating func clearPhpClassPrefix() { _phpClassPrefix = nil }
  private var _phpClassPrefix: String?
  public var phpNamespace: String {
    get { _phpNamespace ?? "" }
    set { _phpNamespace = newValue }
  }
  public var hasPhpNamespace: Bool { _phpNamespace != nil }
  public mutating func clearPhpNamespace() { _phpNamespace = nil }
  private var _phpNamespace: String?
  public var phpMetadataNamespace: String {
    get { _phpMetadataNamespace ?? "" }
    set { _phpMetadataNamespace = newValue }
  }
  public var hasPhpMetadataNamespace: Bool { _phpMetadataNamespace != nil }
  public mutating func clearPhpMetadataNamespace() { _phpMetadataNamespace = nil }
  private var _phpMetadataNamespace: String?
  public var rubyPackage: String {
    get { _rubyPackage ?? "" }
    set { _rubyPackage = newValue }
  }
  public var hasRubyPackage: Bool { _rubyPackage != nil }
  public mutating func clearRubyPackage() { _rubyPackage = nil }
  private var _rubyPackage: String?
  public var features: Google_Protobuf_FeatureSet {
    get { _features ?? .init() }
    set { _features = newValue }
  }
  public var hasFeatures: Bool { _features != nil }
  public mutating func clearFeatures() { _features = nil }
  private var _features: Google_Protobuf_FeatureSet?
  public var uninterpretedOption: [Google_Protobuf_UninterpretedOption] = []
  public var unknownFields = UnknownFields()
  public init() {}

  public static let protoMessageName = "google.protobuf.FileOptions"
  public static var protoFile: ProtoFile { .google_protobuf_descriptor }

  public mutating func merge(from reader: inout WireReader) throws(DecodingError) {
    while true {
      let tag = try reader.nextTag()
      switch tag {
      case 0: return
      case 10: _javaPackage = try reader.string()
      case 66: _javaOuterClassname = try reader.string()
      case 72: if let value: Google_Protobuf_FileOptions.OptimizeMode = try reader.closedEnumeration(72, unknown: &unknownFields) { _optimizeFor = value }
      case 80: _javaMultipleFiles = try reader.bool()
      case 90: _goPackage = try reader.string()
      case 128: _ccGenericServices = try reader.bool()
      case 136: _javaGenericServices = try reader.bool()
      case 144: _pyGenericServices = try reader.bool()
      case 160: _javaGenerateEqualsAndHash = try reader.bool()
      case 184: _deprecated = try reader.bool()
      case 216: _javaStringCheckUtf8 = try reader.bool()
      case 248: _ccEnableArenas = try reader.bool()
      case 290: _objcClassPrefix = try reader.string()
      case 298: _csharpNamespace = try reader.string()
      case 314: _swiftPrefix = try reader.string()
      case 322: _phpClassPrefix = try reader.string()
      case 330: _phpNamespace = try reader.string()
      case 354: _phpMetadataNamespace = try reader.string()
      case 362: _rubyPackage = try reader.string()
      case 402: try reader.message(into: &_features)
      case 7994: try reader.message(appendingTo: &uninterpretedOption)
      default: try reader.unknown(tag, into: &unknownFields)
      }
    }
  }

  public func encode(to writer: inout WireWriter) {
    writer.unknown(unknownFields)
    for value in uninterpretedOption.reversed() { writer.message(7994, value) }
    if let value = _features { writer.message(402, value) }
    if let value = _rubyPackage { writer.string(362, value) }
    if let value = _phpMetadataNamespace { writer.string(354, value) }
    if let value = _phpNamespace { writer.string(330, value) }
    if let value = _phpClassPrefix { writer.string(322, value) }
    if let value = _swiftPrefix { writer.string(314, value) }
    if let value = _csharpNamespace { writer.string(298, value) }
    if let value = _objcClassPrefix { writer.string(290, value) }
    if let value = _ccEnableArenas { writer.bool(248, value) }
    if let value = _javaStringCheckUtf8 { writer.bool(216, value) }
    if let value = _deprecated { writer.bool(184, value) }
    if let value = _javaGenerateEqualsAndHash { writer.bool(160, value) }
    if let value = _pyGenericServices { writer.bool(144, value) }
    if let value = _javaGenericServices { writer.bool(136, value) }
    if let value = _ccGenericServices { writer.bool(128, value) }
    if let value = _goPackage { writer.string(90, value) }
    if let value = _javaMultipleFiles { writer.bool(80, value) }
    if let value = _optimizeFor { writer.enumeration(72, value) }
    if let value = _javaOuterClassname { writer.string(66, value) }
    if let value = _javaPackage { writer.string(10, value) }
  }

  public enum OptimizeMode: Int, Enum {
    case speed = 1
    case codeSize = 2
    case liteRuntime = 3

    public init() { self = .speed }
  }
}

public struct Google_Protobuf_MessageOptions: Message {
  public var messageSetWireFormat: Bool {
    get { _messageSetWireFormat ?? false }
    set { _messageSetWireFormat = newValue }
  }
  public var hasMessageSetWireFormat: Bool { _messageSetWireFormat != nil }
  public mutating func clearMessageSetWireFormat() { _messageSetWireFormat = nil }
  private var _messageSetWireFormat: Bool?
  public var noStandardDescriptorAccessor: Bool {
    get { _noStandardDescriptorAccessor ?? false }
    set { _noStandardDescriptorAccessor = newValue }
  }
  public var hasNoStandardDescriptorAccessor: Bool { _noStandardDescriptorAccessor != nil }
  public mutating func clearNoStandardDescriptorAccessor() { _noStandardDescriptorAccessor = nil }
  private var _noStandardDescriptorAccessor: Bool?
  public var deprecated: Bool {
    get { _deprecated ?? false }
    set { _deprecated = newValue }
  }
  public var hasDeprecated: Bool { _deprecated != nil }
  public mutating func clearDeprecated() { _deprecated = nil }
  private var _deprecated: Bool?
  public var mapEntry: Bool {
    get { _mapEntry ?? false }
    set { _mapEntry = newValue }
  }
  public var hasMapEntry: Bool { _mapEntry != nil }
  public mutating func clearMapEntry() { _mapEntry = nil }
  private var _mapEntry: Bool?
  public var deprecatedLegacyJsonFieldConflicts: Bool {
    get { _deprecatedLegacyJsonFieldConflicts ?? false }
    set { _deprecatedLegacyJsonFieldConflicts = newValue }
  }
  public var hasDeprecatedLegacyJsonFieldConflicts: Bool { _deprecatedLegacyJsonFieldConflicts != nil }
  public mutating func clearDeprecatedLegacyJsonFieldConflicts() { _deprecatedLegacyJsonFieldConflicts = nil }
  private var _deprecatedLegacyJsonFieldConflicts: Bool?
  public var features: Google_Protobuf_FeatureSet {
    get { _features ?? .init() }
    set { _features = newValue }
  }
  public var hasFeatures: Bool { _features != nil }
  public mutating func clearFeatures() { _features = nil }
  private var _features: Google_Protobuf_FeatureSet?
  public var uninterpretedOption: [Google_Protobuf_UninterpretedOption] = []
  public var unknownFields = UnknownFields()
  public init() {}

  public static let protoMessageName = "google.protobuf.MessageOptions"
  public static var protoFile: ProtoFile { .google_protobuf_descriptor }

  public mutating func merge(from reader: inout WireReader) throws(DecodingError) {
    while true {
      let tag = try reader.nextTag()
      switch tag {
      case 0: return
      case 8: _messageSetWireFormat = try reader.bool()
      case 16: _noStandardDescriptorAccessor = try reader.bool()
      case 24: _deprecated = try reader.bool()
      case 56: _mapEntry = try reader.bool()
      case 88: _deprecatedLegacyJsonFieldConflicts = try reader.bool()
      case 98: try reader.message(into: &_features)
      case 7994: try reader.message(appendingTo: &uninterpretedOption)
      default: try reader.unknown(tag, into: &unknownFields)
      }
    }
  }

  public func encode(to writer: inout WireWriter) {
    writer.unknown(unknownFields)
    for value in uninterpretedOption.reversed() { writer.message(7994, value) }
    if let value = _features { writer.message(98, value) }
    if let value = _deprecatedLegacyJsonFieldConflicts { writer.bool(88, value) }
    if let value = _mapEntry { writer.bool(56, value) }
    if let value = _deprecated { writer.bool(24, value) }
    if let value = _noStandardDescriptorAccessor { writer.bool(16, value) }
    if let value = _messageSetWireFormat { writer.bool(8, value) }
  }
}

public struct Google_Protobuf_FieldOptions: Message {
  public var ctype: Google_Protobuf_FieldOptions.CType {
    get { _ctype ?? .string }
    set { _ctype = newValue }
  }
  public var hasCtype: Bool { _ctype != nil }
  public mutating func clearCtype() { _ctype = nil }
  private var _ctype: Google_Protobuf_FieldOptions.CType?
  public var packed: Bool {
    get { _packed ?? false }
    set { _packed = newValue }
  }
  public var hasPacked: Bool { _packed != nil }
  public mutating func clearPacked() { _packed = nil }
  private var _packed: Bool?
  public var deprecated: Bool {
    get { _deprecated ?? false }
    set { _deprecated = newValue }
  }
  public var hasDeprecated: Bool { _deprecated != nil }
  public mutating func clearDeprecated() { _deprecated = nil }
  private var _deprecated: Bool?
  public var lazy: Bool {
    get { _lazy ?? false }
    set { _lazy = newValue }
  }
  public var hasLazy: Bool { _lazy != nil }
  public mutating func clearLazy() { _lazy = nil }
  private var _lazy: Bool?
  public var jstype: Google_Protobuf_FieldOptions.JSType {
    get { _jstype ?? .jsNormal }
    set { _jstype = newValue }
  }
  public var hasJstype: Bool { _jstype != nil }
  public mutating func clearJstype() { _jstype = nil }
  private var _jstype: Google_Protobuf_FieldOptions.JSType?
  public var weak: Bool {
    get { _weak ?? false }
    set { _weak = newValue }
  }
  public var hasWeak: Bool { _weak != nil }
  public mutating func clearWeak() { _weak = nil }
  private var _weak: Bool?
  public var unverifiedLazy: Bool {
    get { _unverifiedLazy ?? false }
    set { _unverifiedLazy = newValue }
  }
  public var hasUnverifiedLazy: Bool { _unverifiedLazy != nil }
  public mutating func clearUnverifiedLazy() { _unverifiedLazy = nil }
  private var _unverifiedLazy: Bool?
  public var debugRedact: Bool {
    get { _debugRedact ?? false }
    set { _debugRedact = newValue }
  }
  public var hasDebugRedact: Bool { _debugRedact != nil }
  public mutating func clearDebugRedact() { _debugRedact = nil }
  private var _debugRedact: Bool?
  public var retention: Google_Protobuf_FieldOptions.OptionRetention {
    get { _retention ?? .retentionUnknown }
    set { _retention = newValue }
  }
  public var hasRetention: Bool { _retention != nil }
  public mutating func clearRetention() { _retention = nil }
  private var _retention: Google_Protobuf_FieldOptions.OptionRetention?
  public var targets: [Google_Protobuf_FieldOptions.OptionTargetType] = []
  public var editionDefaults: [Google_Protobuf_FieldOptions.EditionDefault] = []
  public var features: Google_Protobuf_FeatureSet {
    get { _features ?? .init() }
    set { _features = newValue }
  }
  public var hasFeatures: Bool { _features != nil }
  public mutating func clearFeatures() { _features = nil }
  private var _features: Google_Protobuf_FeatureSet?
  public var featureSupport: Google_Protobuf_FieldOptions.FeatureSupport {
    get { _featureSupport ?? .init() }
    set { _featureSupport = newValue }
  }
  public var hasFeatureSupport: Bool { _featureSupport != nil }
  public mutating func clearFeatureSupport() { _featureSupport = nil }
  private var _featureSupport: Google_Protobuf_FieldOptions.FeatureSupport?
  public var uninterpretedOption: [Google_Protobuf_UninterpretedOption] = []
  public var unknownFields = UnknownFields()
  public init() {}

  public static let protoMessageName = "google.protobuf.FieldOptions"
  public static var protoFile: ProtoFile { .google_protobuf_descriptor }

  public mutating func merge(from reader: inout WireReader) throws(DecodingError) {
    while true {
      let tag = try reader.nextTag()
      switch tag {
      case 0: return
      case 8: if let value: Google_Protobuf_FieldOptions.CType = try reader.closedEnumeration(8, unknown: &unknownFields) { _ctype = value }
      case 16: _packed = try reader.bool()
      case 24: _deprecated = try reader.bool()
      case 40: _lazy = try reader.bool()
      case 48: if let value: Google_Protobuf_FieldOptions.JSType = try reader.closedEnumeration(48, unknown: &unknownFields) { _jstype = value }
      case 80: _weak = try reader.bool()
      case 120: _unverifiedLazy = try reader.bool()
      case 128: _debugRedact = try reader.bool()
      case 136: if let value: Google_Protobuf_FieldOptions.OptionRetention = try reader.closedEnumeration(136, unknown: &unknownFields) { _retention = value }
      case 152: if let value: Google_Protobuf_FieldOptions.OptionTargetType = try reader.closedEnumeration(152, unknown: &unknownFields) { targets.append(value) }
      case 154: try reader.closedPacked(152, enumeration: &targets, unknown: &unknownFields)
      case 162: try reader.message(appendingTo: &editionDefaults)
      case 170: try reader.message(into: &_features)
      case 178: try reader.message(into: &_featureSupport)
      case 7994: try reader.message(appendingTo: &uninterpretedOption)
      default: try reader.unknown(tag, into: &unknownFields)
      }
    }
  }

  public func encode(to writer: inout WireWriter) {
    writer.unknown(unknownFields)
    for value in uninterpretedOption.reversed() { writer.message(7994, value) }
    if let value = _featureSupport { writer.message(178, value) }
    if let value = _features { writer.message(170, value) }
    for value in editionDefaults.reversed() { writer.message(162, value) }
    for value in targets.reversed() { writer.enumeration(152, value) }
    if let value = _retention { writer.enumeration(136, value) }
    if let value = _debugRedact { writer.bool(128, value) }
    if let value = _unverifiedLazy { writer.bool(120, value) }
    if let value = _weak { writer.bool(80, value) }
    if let value = _jstype { writer.enumeration(48, value) }
    if let value = _lazy { writer.bool(40, value) }
    if let value = _deprecated { writer.bool(24, value) }
    if let value = _packed { writer.bool(16, value) }
    if let value = _ctype { writer.enumeration(8, value) }
  }

  public enum CType: Int, Enum {
    case string = 0
    case cord = 1
    case stringPiece = 2

    public init() { self = .string }
  }

  public enum JSType: Int, Enum {
    case jsNormal = 0
    case jsString = 1
    case jsNumber = 2

    public init() { self = .jsNormal }
  }

  public enum OptionRetention: Int, Enum {
    case retentionUnknown = 0
    case retentionRuntime = 1
    case retentionSource = 2

    public init() { self = .retentionUnknown }
  }

  public enum OptionTargetType: Int, Enum {
    case targetTypeUnknown = 0
    case targetTypeFile = 1
    case targetTypeExtensionRange = 2
    case targetTypeMessage = 3
    case targetTypeField = 4
    case targetTypeOneof = 5
    case targetTypeEnum = 6
    case targetTypeEnumEntry = 7
    case targetTypeService = 8
    case targetTypeMethod = 9

    public init() { self = .targetTypeUnknown }
  }

  public struct EditionDefault: Message {
    public var value: String {
      get { _value ?? "" }
      set { _value = newValue }
    }
    public var hasValue: Bool { _value != nil }
    public mutating func clearValue() { _value = nil }
    private var _value: String?
    public var edition: Google_Protobuf_Edition {
      get { _edition ?? .unknown }
      set { _edition = newValue }
    }
    public var hasEdition: Bool { _edition != nil }
    public mutating func clearEdition() { _edition = nil }
    private var _edition: Google_Protobuf_Edition?
    public var unknownFields = UnknownFields()
    public init() {}

    public static let protoMessageName = "google.protobuf.FieldOptions.EditionDefault"
    public static var protoFile: ProtoFile { .google_protobuf_descriptor }

    public mutating func merge(from reader: inout WireReader) throws(DecodingError) {
      while true {
        let tag = try reader.nextTag()
        switch tag {
        case 0: return
        case 18: _value = try reader.string()
        case 24: if let value: Google_Protobuf_Edition = try reader.closedEnumeration(24, unknown: &unknownFields) { _edition = value }
        default: try reader.unknown(tag, into: &unknownFields)
        }
      }
    }

    public func encode(to writer: inout WireWriter) {
      writer.unknown(unknownFields)
      if let value = _edition { writer.enumeration(24, value) }
      if let value = _value { writer.string(18, value) }
    }
  }

  public struct FeatureSupport: Message {
    public var editionIntroduced: Google_Protobuf_Edition {
      get { _editionIntroduced ?? .unknown }
      set { _editionIntroduced = newValue }
    }
    public var hasEditionIntroduced: Bool { _editionIntroduced != nil }
    public mutating func clearEditionIntroduced() { _editionIntroduced = nil }
    private var _editionIntroduced: Google_Protobuf_Edition?
    public var editionDeprecated: Google_Protobuf_Edition {
      get { _editionDeprecated ?? .unknown }
      set { _editionDeprecated = newValue }
    }
    public var hasEditionDeprecated: Bool { _editionDeprecated != nil }
    public mutating func clearEditionDeprecated() { _editionDeprecated = nil }
    private var _editionDeprecated: Google_Protobuf_Edition?
    public var deprecationWarning: String {
      get { _deprecationWarning ?? "" }
      set { _deprecationWarning = newValue }
    }
    public var hasDeprecationWarning: Bool { _deprecationWarning != nil }
    public mutating func clearDeprecationWarning() { _deprecationWarning = nil }
    private var _deprecationWarning: String?
    public var editionRemoved: Google_Protobuf_Edition {
      get { _editionRemoved ?? .unknown }
      set { _editionRemoved = newValue }
    }
    public var hasEditionRemoved: Bool { _editionRemoved != nil }
    public mutating func clearEditionRemoved() { _editionRemoved = nil }
    private var _editionRemoved: Google_Protobuf_Edition?
    public var removalError: String {
      get { _removalError ?? "" }
      set { _removalError = newValue }
    }
    public var hasRemovalError: Bool { _removalError != nil }
    public mutating func clearRemovalError() { _removalError = nil }
    private var _removalError: String?
    public var unknownFields = UnknownFields()
    public init() {}

    public static let protoMessageName = "google.protobuf.FieldOptions.FeatureSupport"
    public static var protoFile: ProtoFile { .google_protobuf_descriptor }

    public mutating func merge(from reader: inout WireReader) throws(DecodingError) {
      while true {
        let tag = try reader.nextTag()
        switch tag {
        case 0: return
        case 8: if let value: Google_Protobuf_Edition = try reader.closedEnumeration(8, unknown: &unknownFields) { _editionIntroduced = value }
        case 16: if let value: Google_Protobuf_Edition = try reader.closedEnumeration(16, unknown: &unknownFields) { _editionDeprecated = value }
        case 26: _deprecationWarning = try reader.string()
        case 32: if let value: Google_Protobuf_Edition = try reader.closedEnumeration(32, unknown: &unknownFields) { _editionRemoved = value }
        case 42: _removalError = try reader.string()
        default: try reader.unknown(tag, into: &unknownFields)
        }
      }
    }

    public func encode(to writer: inout WireWriter) {
      writer.unknown(unknownFields)
      if let value = _removalError { writer.string(42, value) }
      if let value = _editionRemoved { writer.enumeration(32, value) }
      if let value = _deprecationWarning { writer.string(26, value) }
      if let value = _editionDeprecated { writer.enumeration(16, value) }
      if let value = _editionIntroduced { writer.enumeration(8, value) }
    }
  }
}

public struct Google_Protobuf_OneofOptions: Message {
  public var features: Google_Protobuf_FeatureSet {
    get { _features ?? .init() }
    set { _features = newValue }
  }
  public var hasFeatures: Bool { _features != nil }
  public mutating func clearFeatures() { _features = nil }
  private var _features: Google_Protobuf_FeatureSet?
  public var uninterpretedOption: [Google_Protobuf_UninterpretedOption] = []
  public var unknownFields = UnknownFields()
  public init() {}

  public static let protoMessageName = "google.protobuf.OneofOptions"
  public static var protoFile: ProtoFile { .google_protobuf_descriptor }

  public mutating func merge(from reader: inout WireReader) throws(DecodingError) {
    while true {
      let tag = try reader.nextTag()
      switch tag {
      case 0: return
      case 10: try reader.message(into: &_features)
      case 7994: try reader.message(appendingTo: &uninterpretedOption)
      default: try reader.unknown(tag, into: &unknownFields)
      }
    }
  }

  public func encode(to writer: inout WireWriter) {
    writer.unknown(unknownFields)
    for value in uninterpretedOption.reversed() { writer.message(7994, value) }
    if let value = _features { writer.message(10, value) }
  }
}

public struct Google_Protobuf_EnumOptions: Message {
  public var allowAlias: Bool {
    get { _allowAlias ?? false }
    set { _allowAlias = newValue }
  }
  public var hasAllowAlias: Bool { _allowAlias != nil }
  public mutating func clearAllowAlias() { _allowAlias = nil }
  private var _allowAlias: Bool?
  public var deprecated: Bool {
    get { _deprecated ?? false }
    set { _deprecated = newValue }
  }
  public var hasDeprecated: Bool { _deprecated != nil }
  public mutating func clearDeprecated() { _deprecated = nil }
  private var _deprecated: Bool?
  public var deprecatedLegacyJsonFieldConflicts: Bool {
    get { _deprecatedLegacyJsonFieldConflicts ?? false }
    set { _deprecatedLegacyJsonFieldConflicts = newValue }
  }
  public var hasDeprecatedLegacyJsonFieldConflicts: Bool { _deprecatedLegacyJsonFieldConflicts != nil }
  public mutating func clearDeprecatedLegacyJsonFieldConflicts() { _deprecatedLegacyJsonFieldConflicts = nil }
  private var _deprecatedLegacyJsonFieldConflicts: Bool?
  public var features: Google_Protobuf_FeatureSet {
    get { _features ?? .init() }
    set { _features = newValue }
  }
  public var hasFeatures: Bool { _features != nil }
  public mutating func clearFeatures() { _features = nil }
  private var _features: Google_Protobuf_FeatureSet?
  public var uninterpretedOption: [Google_Protobuf_UninterpretedOption] = []
  public var unknownFields = UnknownFields()
  public init() {}

  public static let protoMessageName = "google.protobuf.EnumOptions"
  public static var protoFile: ProtoFile { .google_protobuf_descriptor }

  public mutating func merge(from reader: inout WireReader) throws(DecodingError) {
    while true {
      let tag = try reader.nextTag()
      switch tag {
      case 0: return
      case 16: _allowAlias = try reader.bool()
      case 24: _deprecated = try reader.bool()
      case 48: _deprecatedLegacyJsonFieldConflicts = try reader.bool()
      case 58: try reader.message(into: &_features)
      case 7994: try reader.message(appendingTo: &uninterpretedOption)
      default: try reader.unknown(tag, into: &unknownFields)
      }
    }
  }

  public func encode(to writer: inout WireWriter) {
    writer.unknown(unknownFields)
    for value in uninterpretedOption.reversed() { writer.message(7994, value) }
    if let value = _features { writer.message(58, value) }
    if let value = _deprecatedLegacyJsonFieldConflicts { writer.bool(48, value) }
    if let value = _deprecated { writer.bool(24, value) }
    if let value = _allowAlias { writer.bool(16, value) }
  }
}

public struct Google_Protobuf_EnumValueOptions: Message {
  public var deprecated: Bool {
    get { _deprecated ?? false }
    set { _deprecated = newValue }
  }
  public var hasDeprecated: Bool { _deprecated != nil }
  public mutating func clearDeprecated() { _deprecated = nil }
  private var _deprecated: Bool?
  public var features: Google_Protobuf_FeatureSet {
    get { _features ?? .init() }
    set { _features = newValue }
  }
  public var hasFeatures: Bool { _features != nil }
  public mutating func clearFeatures() { _features = nil }
  private var _features: Google_Protobuf_FeatureSet?
  public var debugRedact: Bool {
    get { _debugRedact ?? false }
    set { _debugRedact = newValue }
  }
  public var hasDebugRedact: Bool { _debugRedact != nil }
  public mutating func clearDebugRedact() { _debugRedact = nil }
  private var _debugRedact: Bool?
  public var featureSupport: Google_Protobuf_FieldOptions.FeatureSupport {
    get { _featureSupport ?? .init() }
    set { _featureSupport = newValue }
  }
  public var hasFeatureSupport: Bool { _featureSupport != nil }
  public mutating func clearFeatureSupport() { _featureSupport = nil }
  private var _featureSupport: Google_Protobuf_FieldOptions.FeatureSupport?
  public var uninterpretedOption: [Google_Protobuf_UninterpretedOption] = []
  public var unknownFields = UnknownFields()
  public init() {}

  public static let protoMessageName = "google.protobuf.EnumValueOptions"
  public static var protoFile: ProtoFile { .google_protobuf_descriptor }

  public mutating func merge(from reader: inout WireReader) throws(DecodingError) {
    while true {
      let tag = try reader.nextTag()
      switch tag {
      case 0: return
      case 8: _deprecated = try reader.bool()
      case 18: try reader.message(into: &_features)
      case 24: _debugRedact = try reader.bool()
      case 34: try reader.message(into: &_featureSupport)
      case 7994: try reader.message(appendingTo: &uninterpretedOption)
      default: try reader.unknown(tag, into: &unknownFields)
      }
    }
  }

  public func encode(to writer: inout WireWriter) {
    writer.unknown(unknownFields)
    for value in uninterpretedOption.reversed() { writer.message(7994, value) }
    if let value = _featureSupport { writer.message(34, value) }
    if let value = _debugRedact { writer.bool(24, value) }
    if let value = _features { writer.message(18, value) }
    if let value = _deprecated { writer.bool(8, value) }
  }
}

public struct Google_Protobuf_ServiceOptions: Message {
  public var deprecated: Bool {
    get { _deprecated ?? false }
    set { _deprecated = newValue }
  }
  public var hasDeprecated: Bool { _deprecated != nil }
  public mutating func clearDeprecated() { _deprecated = nil }
  private var _deprecated: Bool?
  public var features: Google_Protobuf_FeatureSet {
    get { _features ?? .init() }
    set { _features = newValue }
  }
  public var hasFeatures: Bool { _features != nil }
  public mutating func clearFeatures() { _features = nil }
  private var _features: Google_Protobuf_FeatureSet?
  public var uninterpretedOption: [Google_Protobuf_UninterpretedOption] = []
  public var unknownFields = UnknownFields()
  public init() {}

  public static let protoMessageName = "google.protobuf.ServiceOptions"
  public static var protoFile: ProtoFile { .google_protobuf_descriptor }

  public mutating func merge(from reader: inout WireReader) throws(DecodingError) {
    while true {
      let tag = try reader.nextTag()
      switch tag {
      case 0: return
      case 264: _deprecated = try reader.bool()
      case 274: try reader.message(into: &_features)
      case 7994: try reader.message(appendingTo: &uninterpretedOption)
      default: try reader.unknown(tag, into: &unknownFields)
      }
    }
  }

  public func encode(to writer: inout WireWriter) {
    writer.unknown(unknownFields)
    for value in uninterpretedOption.reversed() { writer.message(7994, value) }
    if let value = _features { writer.message(274, value) }
    if let value = _deprecated { writer.bool(264, value) }
  }
}

public struct Google_Protobuf_MethodOptions: Message {
  public var deprecated: Bool {
    get { _deprecated ?? false }
    set { _deprecated = newValue }
  }
  public var hasDeprecated: Bool { _deprecated != nil }
  public mutating func clearDeprecated() { _deprecated = nil }
  private var _deprecated: Bool?
  public var idempotencyLevel: Google_Protobuf_MethodOptions.IdempotencyLevel {
    get { _idempotencyLevel ?? .idempotencyUnknown }
    set { _idempotencyLevel = newValue }
  }
  public var hasIdempotencyLevel: Bool { _idempotencyLevel != nil }
  public mutating func clearIdempotencyLevel() { _idempotencyLevel = nil }
  private var _idempotencyLevel: Google_Protobuf_MethodOptions.IdempotencyLevel?
  public var features: Google_Protobuf_FeatureSet {
    get { _features ?? .init() }
    set { _features = newValue }
  }
  public var hasFeatures: Bool { _features != nil }
  public mutating func clearFeatures() { _features = nil }
  private var _features: Google_Protobuf_FeatureSet?
  public var uninterpretedOption: [Google_Protobuf_UninterpretedOption] = []
  public var unknownFields = UnknownFields()
  public init() {}

  public static let protoMessageName = "google.protobuf.MethodOptions"
  public static var protoFile: ProtoFile { .google_protobuf_descriptor }

  public mutating func merge(from reader: inout WireReader) throws(DecodingError) {
    while true {
      let tag = try reader.nextTag()
      switch tag {
      case 0: return
      case 264: _deprecated = try reader.bool()
      case 272: if let value: Google_Protobuf_MethodOptions.IdempotencyLevel = try reader.closedEnumeration(272, unknown: &unknownFields) { _idempotencyLevel = value }
      case 282: try reader.message(into: &_features)
      case 7994: try reader.message(appendingTo: &uninterpretedOption)
      default: try reader.unknown(tag, into: &unknownFields)
      }
    }
  }

  public func encode(to writer: inout WireWriter) {
    writer.unknown(unknownFields)
    for value in uninterpretedOption.reversed() { writer.message(7994, value) }
    if let value = _features { writer.message(282, value) }
    if let value = _idempotencyLevel { writer.enumeration(272, value) }
    if let value = _deprecated { writer.bool(264, value) }
  }

  public enum IdempotencyLevel: Int, Enum {
    case idempotencyUnknown = 0
    case noSideEffects = 1
    case idempotent = 2

    public init() { self = .idempotencyUnknown }
  }
}

public struct Google_Protobuf_UninterpretedOption: Message {
  public var name: [Google_Protobuf_UninterpretedOption.NamePart] = []
  public var identifierValue: String {
    get { _identifierValue ?? "" }
    set { _identifierValue = newValue }
  }
  public var hasIdentifierValue: Bool { _identifierValue != nil }
  public mutating func clearIdentifierValue() { _identifierValue = nil }
  private var _identifierValue: String?
  public var positiveIntValue: UInt64 {
    get { _positiveIntValue ?? 0 }
    set { _positiveIntValue = newValue }
  }
  public var hasPositiveIntValue: Bool { _positiveIntValue != nil }
  public mutating func clearPositiveIntValue() { _positiveIntValue = nil }
  private var _positiveIntValue: UInt64?
  public var negativeIntValue: Int64 {
    get { _negativeIntValue ?? 0 }
    set { _negativeIntValue = newValue }
  }
  public var hasNegativeIntValue: Bool { _negativeIntValue != nil }
  public mutating func clearNegativeIntValue() { _negativeIntValue = nil }
  private var _negativeIntValue: Int64?
  public var doubleValue: Double {
    get { _doubleValue ?? 0 }
    set { _doubleValue = newValue }
  }
  public var hasDoubleValue: Bool { _doubleValue != nil }
  public mutating func clearDoubleValue() { _doubleValue = nil }
  private var _doubleValue: Double?
  public var stringValue: [UInt8] {
    get { _stringValue ?? [] }
    set { _stringValue = newValue }
  }
  public var hasStringValue: Bool { _stringValue != nil }
  public mutating func clearStringValue() { _stringValue = nil }
  private var _stringValue: [UInt8]?
  public var aggregateValue: String {
    get { _aggregateValue ?? "" }
    set { _aggregateValue = newValue }
  }
  public var hasAggregateValue: Bool { _aggregateValue != nil }
  public mutating func clearAggregateValue() { _aggregateValue = nil }
  private var _aggregateValue: String?
  public var unknownFields = UnknownFields()
  public init() {}

  public static let protoMessageName = "google.protobuf.UninterpretedOption"
  public static var protoFile: ProtoFile { .google_protobuf_descriptor }

  public mutating func merge(from reader: inout WireReader) throws(DecodingError) {
    while true {
      let tag = try reader.nextTag()
      switch tag {
      case 0: return
      case 18: try reader.message(appendingTo: &name)
      case 26: _identifierValue = try reader.string()
      case 32: _positiveIntValue = try reader.uint64()
      case 40: _negativeIntValue = try reader.int64()
      case 49: _doubleValue = try reader.double()
      case 58: _stringValue = try reader.bytes()
      case 66: _aggregateValue = try reader.string()
      default: try reader.unknown(tag, into: &unknownFields)
      }
    }
  }

  public func encode(to writer: inout WireWriter) {
    writer.unknown(unknownFields)
    if let value = _aggregateValue { writer.string(66, value) }
    if let value = _stringValue { writer.bytes(58, value) }
    if let value = _doubleValue { writer.double(49, value) }
    if let value = _negativeIntValue { writer.int64(40, value) }
    if let value = _positiveIntValue { writer.uint64(32, value) }
    if let value = _identifierValue { writer.string(26, value) }
    for value in name.reversed() { writer.message(18, value) }
  }

  public struct NamePart: Message {
    public var namePart: String {
      get { _namePart ?? "" }
      set { _namePart = newValue }
    }
    public var hasNamePart: Bool { _namePart != nil }
    public mutating func clearNamePart() { _namePart = nil }
    private var _namePart: String?
    public var isExtension: Bool {
      get { _isExtension ?? false }
      set { _isExtension = newValue }
    }
    public var hasIsExtension: Bool { _isExtension != nil }
    public mutating func clearIsExtension() { _isExtension = nil }
    private var _isExtension: Bool?
    public var unknownFields = UnknownFields()
    public init() {}

    public static let protoMessageName = "google.protobuf.UninterpretedOption.NamePart"
    public static var protoFile: ProtoFile { .google_protobuf_descriptor }

    public mutating func merge(from reader: inout WireReader) throws(DecodingError) {
      while true {
        let tag = try reader.nextTag()
        switch tag {
        case 0: return
        case 10: _namePart = try reader.string()
        case 16: _isExtension = try reader.bool()
        default: try reader.unknown(tag, into: &unknownFields)
        }
      }
    }

    public func encode(to writer: inout WireWriter) {
      writer.unknown(unknownFields)
      if let value = _isExtension { writer.bool(16, value) }
      if let value = _namePart { writer.string(10, value) }
    }
  }
}

public struct Google_Protobuf_FeatureSet: Message {
  public var fieldPresence: Google_Protobuf_FeatureSet.FieldPresence {
    get { _fieldPresence ?? .unknown }
    set { _fieldPresence = newValue }
  }
  public var hasFieldPresence: Bool { _fieldPresence != nil }
  public mutating func clearFieldPresence() { _fieldPresence = nil }
  private var _fieldPresence: Google_Protobuf_FeatureSet.FieldPresence?
  public var enumType: Google_Protobuf_FeatureSet.EnumType {
    get { _enumType ?? .unknown }
    set { _enumType = newValue }
  }
  public var hasEnumType: Bool { _enumType != nil }
  public mutating func clearEnumType() { _enumType = nil }
  private var _enumType: Google_Protobuf_FeatureSet.EnumType?
  public var repeatedFieldEncoding: Google_Protobuf_FeatureSet.RepeatedFieldEncoding {
    get { _repeatedFieldEncoding ?? .unknown }
    set { _repeatedFieldEncoding = newValue }
  }
  public var hasRepeatedFieldEncoding: Bool { _repeatedFieldEncoding != nil }
  public mutating func clearRepeatedFieldEncoding() { _repeatedFieldEncoding = nil }
  private var _repeatedFieldEncoding: Google_Protobuf_FeatureSet.RepeatedFieldEncoding?
  public var utf8Validation: Google_Protobuf_FeatureSet.Utf8Validation {
    get { _utf8Validation ?? .unknown }
    set { _utf8Validation = newValue }
  }
  public var hasUtf8Validation: Bool { _utf8Validation != nil }
  public mutating func clearUtf8Validation() { _utf8Validation = nil }
  private var _utf8Validation: Google_Protobuf_FeatureSet.Utf8Validation?
  public var messageEncoding: Google_Protobuf_FeatureSet.MessageEncoding {
    get { _messageEncoding ?? .unknown }
    set { _messageEncoding = newValue }
  }
  public var hasMessageEncoding: Bool { _messageEncoding != nil }
  public mutating func clearMessageEncoding() { _messageEncoding = nil }
  private var _messageEncoding: Google_Protobuf_FeatureSet.MessageEncoding?
  public var jsonFormat: Google_Protobuf_FeatureSet.JsonFormat {
    get { _jsonFormat ?? .unknown }
    set { _jsonFormat = newValue }
  }
  public var hasJsonFormat: Bool { _jsonFormat != nil }
  public mutating func clearJsonFormat() { _jsonFormat = nil }
  private var _jsonFormat: Google_Protobuf_FeatureSet.JsonFormat?
  public var enforceNamingStyle: Google_Protobuf_FeatureSet.EnforceNamingStyle {
    get { _enforceNamingStyle ?? .unknown }
    set { _enforceNamingStyle = newValue }
  }
  public var hasEnforceNamingStyle: Bool { _enforceNamingStyle != nil }
  public mutating func clearEnforceNamingStyle() { _enforceNamingStyle = nil }
  private var _enforceNamingStyle: Google_Protobuf_FeatureSet.EnforceNamingStyle?
  public var defaultSymbolVisibility: Google_Protobuf_FeatureSet.VisibilityFeature.DefaultSymbolVisibility {
    get { _defaultSymbolVisibility ?? .unknown }
    set { _defaultSymbolVisibility = newValue }
  }
  public var hasDefaultSymbolVisibility: Bool { _defaultSymbolVisibility != nil }
  public mutating func clearDefaultSymbolVisibility() { _defaultSymbolVisibility = nil }
  private var _defaultSymbolVisibility: Google_Protobuf_FeatureSet.VisibilityFeature.DefaultSymbolVisibility?
  public var unknownFields = UnknownFields()
  public init() {}

  public static let protoMessageName = "google.protobuf.FeatureSet"
  public static var protoFile: ProtoFile { .google_protobuf_descriptor }

  public mutating func merge(from reader: inout WireReader) throws(DecodingError) {
    while true {
      let tag = try reader.nextTag()
      switch tag {
      case 0: return
      case 8: if let value: Google_Protobuf_FeatureSet.FieldPresence = try reader.closedEnumeration(8, unknown: &unknownFields) { _fieldPresence = value }
      case 16: if let value: Google_Protobuf_FeatureSet.EnumType = try reader.closedEnumeration(16, unknown: &unknownFields) { _enumType = value }
      case 24: if let value: Google_Protobuf_FeatureSet.RepeatedFieldEncoding = try reader.closedEnumeration(24, unknown: &unknownFields) { _repeatedFieldEncoding = value }
      case 32: if let value: Google_Protobuf_FeatureSet.Utf8Validation = try reader.closedEnumeration(32, unknown: &unknownFields) { _utf8Validation = value }
      case 40: if let value: Google_Protobuf_FeatureSet.MessageEncoding = try reader.closedEnumeration(40, unknown: &unknownFields) { _messageEncoding = value }
      case 48: if let value: Google_Protobuf_FeatureSet.JsonFormat = try reader.closedEnumeration(48, unknown: &unknownFields) { _jsonFormat = value }
      case 56: if let value: Google_Protobuf_FeatureSet.EnforceNamingStyle = try reader.closedEnumeration(56, unknown: &unknownFields) { _enforceNamingStyle = value }
      case 64: if let value: Google_Protobuf_FeatureSet.VisibilityFeature.DefaultSymbolVisibility = try reader.closedEnumeration(64, unknown: &unknownFields) { _defaultSymbolVisibility = value }
      default: try reader.unknown(tag, into: &unknownFields)
      }
    }
  }

  public func encode(to writer: inout WireWriter) {
    writer.unknown(unknownFields)
    if let value = _defaultSymbolVisibility { writer.enumeration(64, value) }
    if let value = _enforceNamingStyle { writer.enumeration(56, value) }
    if let value = _jsonFormat { writer.enumeration(48, value) }
    if let value = _messageEncoding { writer.enumeration(40, value) }
    if let value = _utf8Validation { writer.enumeration(32, value) }
    if let value = _repeatedFieldEncoding { writer.enumeration(24, value) }
    if let value = _enumType { writer.enumeration(16, value) }
    if let value = _fieldPresence { writer.enumeration(8, value) }
  }

  public enum FieldPresence: Int, Enum {
    case unknown = 0
    case explicit = 1
    case implicit = 2
    case legacyRequired = 3

    public init() { self = .unknown }
  }

  public enum EnumType: Int, Enum {
    case unknown = 0
    case open = 1
    case closed = 2

    public init() { self = .unknown }
  }

  public enum RepeatedFieldEncoding: Int, Enum {
    case unknown = 0
    case packed = 1
    case expanded = 2

    public init() { self = .unknown }
  }

  public enum Utf8Validation: Int, Enum {
    case unknown = 0
    case verify = 2
    case none = 3

    public init() { self = .unknown }
  }

  public enum MessageEncoding: Int, Enum {
    case unknown = 0
    case lengthPrefixed = 1
    case delimited = 2

    public init() { self = .unknown }
  }

  public enum JsonFormat: Int, Enum {
    case unknown = 0
    case allow = 1
    case legacyBestEffort = 2

    public init() { self = .unknown }
  }

  public enum EnforceNamingStyle: Int, Enum {
    case unknown = 0
    case style2024 = 1
    case styleLegacy = 2
    case style2026 = 3

    public init() { self = .unknown }
  }

  public struct VisibilityFeature: Message {
    public var unknownFields = UnknownFields()
    public init() {}

    public static let protoMessageName = "google.protobuf.FeatureSet.VisibilityFeature"
    public static var protoFile: ProtoFile { .google_protobuf_descriptor }

    public mutating func merge(from reader: inout WireReader) throws(DecodingError) {
      while true {
        let tag = try reader.nextTag()
        switch tag {
        case 0: return
        default: try reader.unknown(tag, into: &unknownFields)
        }
      }
    }

    public func encode(to writer: inout WireWriter) {
      writer.unknown(unknownFields)
    }

    public enum DefaultSymbolVisibility: Int, Enum {
      case unknown = 0
      case exportAll = 1
      case exportTopLevel = 2
      case localAll = 3
      case strict = 4

      public init() { self = .unknown }
    }
  }
}

public struct Google_Protobuf_FeatureSetDefaults: Message {
  public var defaults: [Google_Protobuf_FeatureSetDefaults.FeatureSetEditionDefault] = []
  public var minimumEdition: Google_Protobuf_Edition {
    get { _minimumEdition ?? .unknown }
    set { _minimumEdition = newValue }
  }
  public var hasMinimumEdition: Bool { _minimumEdition != nil }
  public mutating func clearMinimumEdition() { _minimumEdition = nil }
  private var _minimumEdition: Google_Protobuf_Edition?
  public var maximumEdition: Google_Protobuf_Edition {
    get { _maximumEdition ?? .unknown }
    set { _maximumEdition = newValue }
  }
  public var hasMaximumEdition: Bool { _maximumEdition != nil }
  public mutating func clearMaximumEdition() { _maximumEdition = nil }
  private var _maximumEdition: Google_Protobuf_Edition?
  public var unknownFields = UnknownFields()
  public init() {}

  public static let protoMessageName = "google.protobuf.FeatureSetDefaults"
  public static var protoFile: ProtoFile { .google_protobuf_descriptor }

  public mutating func merge(from reader: inout WireReader) throws(DecodingError) {
    while true {
      let tag = try reader.nextTag()
      switch tag {
      case 0: return
      case 10: try reader.message(appendingTo: &defaults)
      case 32: if let value: Google_Protobuf_Edition = try reader.closedEnumeration(32, unknown: &unknownFields) { _minimumEdition = value }
      case 40: if let value: Google_Protobuf_Edition = try reader.closedEnumeration(40, unknown: &unknownFields) { _maximumEdition = value }
      default: try reader.unknown(tag, into: &unknownFields)
      }
    }
  }

  public func encode(to writer: inout WireWriter) {
    writer.unknown(unknownFields)
    if let value = _maximumEdition { writer.enumeration(40, value) }
    if let value = _minimumEdition { writer.enumeration(32, value) }
    for value in defaults.reversed() { writer.message(10, value) }
  }

  public struct FeatureSetEditionDefault: Message {
    public var edition: Google_Protobuf_Edition {
      get { _edition ?? .unknown }
      set { _edition = newValue }
    }
    public var hasEdition: Bool { _edition != nil }
    public mutating func clearEdition() { _edition = nil }
    private var _edition: Google_Protobuf_Edition?
    public var overridableFeatures: Google_Protobuf_FeatureSet {
      get { _overridableFeatures ?? .init() }
      set { _overridableFeatures = newValue }
    }
    public var hasOverridableFeatures: Bool { _overridableFeatures != nil }
    public mutating func clearOverridableFeatures() { _overridableFeatures = nil }
    private var _overridableFeatures: Google_Protobuf_FeatureSet?
    public var fixedFeatures: Google_Protobuf_FeatureSet {
      get { _fixedFeatures ?? .init() }
      set { _fixedFeatures = newValue }
    }
    public var hasFixedFeatures: Bool { _fixedFeatures != nil }
    public mutating func clearFixedFeatures() { _fixedFeatures = nil }
    private var _fixedFeatures: Google_Protobuf_FeatureSet?
    public var unknownFields = UnknownFields()
    public init() {}

    public static let protoMessageName = "google.protobuf.FeatureSetDefaults.FeatureSetEditionDefault"
    public static var protoFile: ProtoFile { .google_protobuf_descriptor }

    public mutating func merge(from reader: inout WireReader) throws(DecodingError) {
      while true {
        let tag = try reader.nextTag()
        switch tag {
        case 0: return
        case 24: if let value: Google_Protobuf_Edition = try reader.closedEnumeration(24, unknown: &unknownFields) { _edition = value }
        case 34: try reader.message(into: &_overridableFeatures)
        case 42: try reader.message(into: &_fixedFeatures)
        default: try reader.unknown(tag, into: &unknownFields)
        }
      }
    }

    public func encode(to writer: inout WireWriter) {
      writer.unknown(unknownFields)
      if let value = _fixedFeatures { writer.message(42, value) }
      if let value = _overridableFeatures { writer.message(34, value) }
      if let value = _edition { writer.enumeration(24, value) }
    }
  }
}

public struct Google_Protobuf_SourceCodeInfo: Message {
  public var location: [Google_Protobuf_SourceCodeInfo.Location] = []
  public var unknownFields = UnknownFields()
  public init() {}

  public static let protoMessageName = "google.protobuf.SourceCodeInfo"
  public static var protoFile: ProtoFile { .google_protobuf_descriptor }

  public mutating func merge(from reader: inout WireReader) throws(DecodingError) {
    while true {
      let tag = try reader.nextTag()
      switch tag {
      case 0: return
      case 10: try reader.message(appendingTo: &location)
      default: try reader.unknown(tag, into: &unknownFields)
      }
    }
  }

  public func encode(to writer: inout WireWriter) {
    writer.unknown(unknownFields)
    for value in location.reversed() { writer.message(10, value) }
  }

  public struct Location: Message {
    public var path: [Int32] = []
    public var span: [Int32] = []
    public var leadingComments: String {
      get { _leadingComments ?? "" }
      set { _leadingComments = newValue }
    }
    public var hasLeadingComments: Bool { _leadingComments != nil }
    public mutating func clearLeadingComments() { _leadingComments = nil }
    private var _leadingComments: String?
    public var trailingComments: String {
      get { _trailingComments ?? "" }
      set { _trailingComments = newValue }
    }
    public var hasTrailingComments: Bool { _trailingComments != nil }
    public mutating func clearTrailingComments() { _trailingComments = nil }
    private var _trailingComments: String?
    public var leadingDetachedComments: [String] = []
    public var unknownFields = UnknownFields()
    public init() {}

    public static let protoMessageName = "google.protobuf.SourceCodeInfo.Location"
    public static var protoFile: ProtoFile { .google_protobuf_descriptor }

    public mutating func merge(from reader: inout WireReader) throws(DecodingError) {
      while true {
        let tag = try reader.nextTag()
        switch tag {
        case 0: return
        case 8: path.append(try reader.int32())
        case 10: try reader.packed(int32: &path)
        case 16: span.append(try reader.int32())
        case 18: try reader.packed(int32: &span)
        case 26: _leadingComments = try reader.string()
        case 34: _trailingComments = try reader.string()
        case 50: leadingDetachedComments.append(try reader.string())
        default: try reader.unknown(tag, into: &unknownFields)
        }
      }
    }

    public func encode(to writer: inout WireWriter) {
      writer.unknown(unknownFields)
      for value in leadingDetachedComments.reversed() { writer.string(50, value) }
      if let value = _trailingComments { writer.string(34, value) }
      if let value = _leadingComments { writer.string(26, value) }
      writer.packed(int32: 18, span)
      writer.packed(int32: 10, path)
    }
  }
}

public struct Google_Protobuf_GeneratedCodeInfo: Message {
  public var annotation: [Google_Protobuf_GeneratedCodeInfo.Annotation] = []
  public var unknownFields = UnknownFields()
  public init() {}

  public static let protoMessageName = "google.protobuf.GeneratedCodeInfo"
  public static var protoFile: ProtoFile { .google_protobuf_descriptor }

  public mutating func merge(from reader: inout WireReader) throws(DecodingError) {
    while true {
      let tag = try reader.nextTag()
      switch tag {
      case 0: return
      case 10: try reader.message(appendingTo: &annotation)
      default: try reader.unknown(tag, into: &unknownFields)
      }
    }
  }

  public func encode(to writer: inout WireWriter) {
    writer.unknown(unknownFields)
    for value in annotation.reversed() { writer.message(10, value) }
  }

  public struct Annotation: Message {
    public var path: [Int32] = []
    public var sourceFile: String {
      get { _sourceFile ?? "" }
      set { _sourceFile = newValue }
    }
    public var hasSourceFile: Bool { _sourceFile != nil }
    public mutating func clearSourceFile() { _sourceFile = nil }
    private var _sourceFile: String?
    public var begin: Int32 {
      get { _begin ?? 0 }
      set { _begin = newValue }
    }
    public var hasBegin: Bool { _begin != nil }
    public mutating func clearBegin() { _begin = nil }
    private var _begin: Int32?
    public var end: Int32 {
      get { _end ?? 0 }
      set { _end = newValue }
    }
    public var hasEnd: Bool { _end != nil }
    public mutating func clearEnd() { _end = nil }
    private var _end: Int32?
    public var semantic: Google_Protobuf_GeneratedCodeInfo.Annotation.Semantic {
      get { _semantic ?? .none }
      set { _semantic = newValue }
    }
    public var hasSemantic: Bool { _semantic != nil }
    public mutating func clearSemantic() { _semantic = nil }
    private var _semantic: Google_Protobuf_GeneratedCodeInfo.Annotation.Semantic?
    public var unknownFields = UnknownFields()
    public init() {}

    public static let protoMessageName = "google.protobuf.GeneratedCodeInfo.Annotation"
    public static var protoFile: ProtoFile { .google_protobuf_descriptor }

    public mutating func merge(from reader: inout WireReader) throws(DecodingError) {
      while true {
        let tag = try reader.nextTag()
        switch tag {
        case 0: return
        case 8: path.append(try reader.int32())
        case 10: try reader.packed(int32: &path)
        case 18: _sourceFile = try reader.string()
        case 24: _begin = try reader.int32()
        case 32: _end = try reader.int32()
        case 40: if let value: Google_Protobuf_GeneratedCodeInfo.Annotation.Semantic = try reader.closedEnumeration(40, unknown: &unknownFields) { _semantic = value }
        default: try reader.unknown(tag, into: &unknownFields)
        }
      }
    }

    public func encode(to writer: inout WireWriter) {
      writer.unknown(unknownFields)
      if let value = _semantic { writer.enumeration(40, value) }
      if let value = _end { writer.int32(32, value) }
      if let value = _begin { writer.int32(24, value) }
      if let value = _sourceFile { writer.string(18, value) }
      writer.packed(int32: 10, path)
    }

    public enum Semantic: Int, Enum {
      case none = 0
      case set = 1
      case alias = 2

      public init() { self = .none }
    }
  }
}
