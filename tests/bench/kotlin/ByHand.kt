import com.fasterxml.jackson.databind.DeserializationFeature
import com.fasterxml.jackson.databind.PropertyNamingStrategies
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule
import com.fasterxml.jackson.module.kotlin.jacksonMapperBuilder
import com.fasterxml.jackson.module.kotlin.readValue
import java.math.BigDecimal
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse.BodyHandlers
import java.time.Instant

/** What a user would write: java.net.http and Jackson, typed. */
class ByHand(url: String, path: String = "/v1/dids/numbers") {
    private val http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()
    private val request = HttpRequest.newBuilder(URI(url + path)).header("x-api-key", "emulator-key").build()
    val json = jacksonMapperBuilder().addModule(JavaTimeModule())
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build()

    fun numbers(): Page = read(body())

    fun body(): ByteArray = http.send(request, BodyHandlers.ofByteArray()).body()

    inline fun <reified T> read(body: ByteArray): T = json.readValue(body)

    data class Page(val numbers: List<Number>, val meta: Meta)
    data class Meta(val page: Int?, val pageSize: Int?, val total: Int?)
    data class Number(val number: String, val status: String, val addedAt: Instant?, val removedAt: Instant?, val didGroup: Group?)
    data class Group(
        val id: String, val name: String, val countryCallingCode: String?, val areaCode: String?, val nxx: String?,
        val tollFree: Boolean?, val country: Country?, val region: Region?, val fees: Fees?,
    )
    data class Country(val name: String, val iso: String?, val hasRegions: Boolean?, val supportsTollFree: Boolean?)
    data class Region(val name: String, val code: String)
    data class Fees(val setupFee: BigDecimal?, val monthlyFee: BigDecimal?, val perMinuteRate: BigDecimal?)
}

/** Reads every attribute. */
fun touch(page: ByHand.Page): Int = page.numbers.sumOf { it.hashCode() }
