package dev.telnum.serialization

import kotlinx.serialization.KSerializer
import kotlinx.serialization.SerializationException
import kotlinx.serialization.descriptors.PrimitiveKind
import kotlinx.serialization.descriptors.PrimitiveSerialDescriptor
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.encoding.Decoder
import kotlinx.serialization.encoding.Encoder
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonDecoder
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonEncoder

/** Writes records as their canonical JSON, and reads them from it. In a format that is not JSON, that JSON is a string. */
public abstract class RecordSerializer<T : Any> internal constructor(
    name: String,
    private val write: (T) -> String,
    private val read: (String) -> T,
) : KSerializer<T> {
    override val descriptor: SerialDescriptor = SerialDescriptor(name, JsonElement.serializer().descriptor)

    override fun serialize(encoder: Encoder, value: T) {
        val json = write(value)
        if (encoder is JsonEncoder) {
            encoder.encodeJsonElement(Json.parseToJsonElement(json))
        } else {
            encoder.encodeString(json)
        }
    }

    override fun deserialize(decoder: Decoder): T =
        read(if (decoder is JsonDecoder) decoder.decodeJsonElement().toString() else decoder.decodeString())
}

/** Writes the values of a set as their canonical texts, and reads them from these. */
public abstract class SetSerializer<T : Any> internal constructor(
    name: String,
    private val write: (T) -> String,
    private val read: (String) -> T?,
) : KSerializer<T> {
    override val descriptor: SerialDescriptor = PrimitiveSerialDescriptor(name, PrimitiveKind.STRING)

    override fun serialize(encoder: Encoder, value: T) {
        encoder.encodeString(write(value))
    }

    override fun deserialize(decoder: Decoder): T {
        val text = decoder.decodeString()
        val unknown = "This version of telnum knows no ${descriptor.serialName} `$text`."
        return read(text) ?: throw SerializationException(unknown)
    }
}
