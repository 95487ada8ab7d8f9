"""HEAD is answered wherever GET is, without a body."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.test import Client, RequestFactory

from kokong.kernel.only_head import HeadMiddleware
from tests.cast import Cast


def test_the_first_page_and_any_other_answer_head(cast: Cast) -> None:
    client = cast.client(cast.coordinator)
    for url in ("/", "/burglaries/", "/imports/"):
        asked, head = client.get(url), client.head(url)
        assert (head.status_code, head.content) == (asked.status_code, b""), url
        assert head["Content-Type"] == asked["Content-Type"]
    assert Client().head("/").status_code in {200, 302}


def test_a_stream_is_ended_before_it_begins() -> None:
    begun = list[int]()

    def stream() -> Iterator[bytes]:
        begun.append(1)
        yield b"x"

    def view(request: HttpRequest) -> HttpResponseBase:
        assert request.method == "GET"
        return StreamingHttpResponse(stream(), content_type="text/event-stream")

    request = RequestFactory().head("/")
    answer = HeadMiddleware(view)(request)
    assert isinstance(answer, StreamingHttpResponse)
    assert (list(answer), answer["Content-Type"], begun) == ([], "text/event-stream", [])
    assert request.method == "HEAD"
