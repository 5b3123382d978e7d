// Maps: on the wire a repeated message of a key (1) and a value (2), either of which may be missing.

extension WireReader {
  /// Reads a map's entry, and those that follow it. The last value of a key wins; an entry whose key or value isn't one
  /// of its type's is kept whole among the unknown fields.
  @inlinable
  public mutating func map<K: MapKeyCodec, V: FieldCodec>(
    _ tag: WireTag, into map: inout [K.Value: V.Value], _: K.Type, _: V.Type, unknown fields: inout UnknownFields
  ) throws(BinaryDecodingError) {
    if map.isEmpty { map.reserveCapacity(run(of: tag)) }
    // All that were counted are read here: entries that don't fill the map would be counted again and again otherwise.
    repeat {
      let beginning = offset
      var key = K.initial
      var value = V.initial
      if try entry(K.self, V.self, &key, &value) {
        map[key] = value
      } else {
        keep(tag, from: beginning, in: &fields)
      }
    } while nextTag(is: tag)
  }

  /// Reads an entry; false if its key or value isn't one of its type's.
  @inlinable
  mutating func entry<K: MapKeyCodec, V: FieldCodec>(
    _: K.Type, _: V.Type, _ key: inout K.Value, _ value: inout V.Value
  ) throws(BinaryDecodingError) -> Bool {
    var isKnown = (key: true, value: true)
    let keyTag = WireTag(fieldNumber: 1, wireType: K.wireType)
    let valueTag = WireTag(fieldNumber: 2, wireType: V.wireType)
    let outside = try enter()
    while true {
      let tag = try nextTag()
      if tag == keyTag {
        isKnown.key = try K.read(&self, tag, into: &key)
      } else if tag == valueTag {
        isKnown.value = try V.read(&self, tag, into: &value)
      } else if tag == 0 {
        break
      } else {
        try skip(tag)
      }
    }
    leave(outside)
    return isKnown.key && isKnown.value
  }
}

/// A map's entries, the last key first. Generated code has no sort of its own for every type of map.
@usableFromInline
func descending<K: MapKeyCodec, V>(_ map: [K.Value: V], _: K.Type) -> [(key: K.Value, value: V)] {
  map.sorted { K.precedes($1.key, $0.key) }
}

extension WireWriter {
  /// A map field, in the order of its keys if the output is to be deterministic.
  @inlinable
  public mutating func map<K: MapKeyCodec, V: FieldCodec>(
    _ tag: WireTag, _ map: [K.Value: V.Value], _ keys: K.Type, _ values: V.Type
  ) {
    if isDeterministic {
      for (key, value) in descending(map, keys) { entry(tag, key, value, keys, values) }
    } else {
      for (key, value) in map { entry(tag, key, value, keys, values) }
    }
  }

  @inlinable
  @inline(never)
  mutating func entry<K: MapKeyCodec, V: FieldCodec>(
    _ tag: WireTag, _ key: K.Value, _ value: V.Value, _: K.Type, _: V.Type
  ) {
    let before = count
    V.write(&self, WireTag(fieldNumber: 2, wireType: V.wireType), value)
    K.write(&self, WireTag(fieldNumber: 1, wireType: K.wireType), key)
    closeNested(tag, before)
  }
}
