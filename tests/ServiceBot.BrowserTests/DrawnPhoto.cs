using Microsoft.Playwright;

namespace ServiceBot.BrowserTests;

/// <summary>A picture of some size, drawn by the browser itself.</summary>
internal static class DrawnPhoto
{
    public static async Task<FilePayload> ByAsync(WebPage page)
    {
        var text = await page.Page.EvaluateAsync<string>("""
            () => {
              const canvas = document.createElement('canvas');
              canvas.width = 1600;
              canvas.height = 1200;
              const pen = canvas.getContext('2d');
              const paint = pen.createLinearGradient(0, 0, 1600, 1200);
              paint.addColorStop(0, '#596673');
              paint.addColorStop(1, '#20262c');
              pen.fillStyle = paint;
              pen.fillRect(0, 0, 1600, 1200);
              for (let i = 0; i < 9; i++) {
                pen.beginPath();
                pen.arc(800, 600, 60 + i * 55, 0, Math.PI * 2);
                pen.lineWidth = 22;
                pen.strokeStyle = i % 2 ? '#8d99a5' : '#39424b';
                pen.stroke();
              }
              pen.beginPath();
              pen.moveTo(1010, 380);
              pen.lineTo(1100, 520);
              pen.lineWidth = 14;
              pen.strokeStyle = '#d0362b';
              pen.stroke();
              return canvas.toDataURL('image/png').split(',')[1];
            }
            """);
        return new FilePayload { Name = "photo.png", MimeType = "image/png", Buffer = Convert.FromBase64String(text) };
    }
}
